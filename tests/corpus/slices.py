# --- slices-read
items = list(range(10))
print(items[ext(2) : ext(8) : ext(3)], items[: ext(3)], items[ext(-2) :], items[:: ext(4)])
text = "abcdefgh"
text[ext(1) :][ext(0) :: ext(2)] + text[: ext(2)]

# --- slices-assigned
items = list(range(6))
items[ext(1) : ext(3)] = ext(["a", "b", "c"])
print(items)
items[:: ext(3)] = [ext(-1), ext(-2), ext(-3)]
print(items)
items[ext(0) : ext(0)] = ext("xy")
items

# --- slices-deleted
items = list(range(8))
del items[ext(1) : ext(3)]
print(items)
del items[:: ext(2)], items[ext(0)]
items

# --- slices-augmented
items = [1, 2, 3, 4]
items[ext(1) : ext(3)] += ext([9, 9])
print(items)
items[ext(0)] += ext(10)
items[:1] *= ext(2)
items

# --- slice-objects
s = slice(ext(1), ext(5), ext(2))
data = [10, 11, 12, 13, 14, 15]
print(data[s], s.start, s.indices(ext(3)))
data[slice(ext(None), ext(2))]


# --- slices-in-guest-class
class Grid:
    def __getitem__(self, key):
        print("get", key)
        return (ext("got"), key) if isinstance(key, int) else ext("slice")

    def __setitem__(self, key, value):
        print("set", key, ext(value))

    def __delitem__(self, key):
        print("del", key, ext("deleted"))


g = Grid()
a = g[ext(1)], g[ext(1) : ext(2)], g[1, ext(2) : 3, ...]
g[ext(1) :] = ext("v")
g[ext(0), : ext(2)] = 1
del g[ext(3)], g[: ext(4)]
a


# --- slice-order-of-evaluation
def log(x):
    print("eval", x)
    return x


data = list(range(10))
data[log(1) : log(4)] = [log(7), ext(8), log(9)]
data[log(0)], data[ext(1)] = log(5), ext(6)
data[log(2) : log(ext(6))]
