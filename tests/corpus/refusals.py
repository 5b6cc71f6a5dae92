# --- refused-eq-under-list-index
class Box:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return ext(self.n) == other.n  # refuses: list.index

items = [Box(1), Box(2)]
print(items.index(Box(2)))
ext('fine again')

# --- refused-eq-under-in-and-count
class Box:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return ext(self.n) == ext(other.n)  # refuses: list

items = [Box(1), Box(2), Box(1)]
print(items.count(Box(1)))
items.remove(Box(2))
len(items), [Box(3)] == [Box(3)], ext('end')

# --- refused-hash-in-dict
class Key:
    def __init__(self, k):
        self.k = k

    def __hash__(self):
        return ext(self.k)  # refuses: hash

    def __eq__(self, other):
        return self.k == other.k

d = {Key(1): 'a'}
d[Key(1)], Key(2) in d

# --- refused-eq-in-dict-lookup
class Key:
    def __hash__(self):
        return 1

    def __eq__(self, other):
        return ext(True)  # refuses: eq

d = {}
d[Key()] = 'a'
d[Key()] = 'b'
len(d)

# --- refused-repr-inside-container
class R:
    def __repr__(self):
        return 'R' + str(ext(1))  # refuses: repr

print([R()], {'k': (R(),)})
str([R()])

# --- refused-tuple-comparison
class V:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return ext(self.n) == other.n  # refuses: compar

    def __lt__(self, other):
        return ext(self.n) < other.n  # refuses: compar

print((1, V(1)) == (1, V(1)), (1, V(1)) < (1, V(2)), [V(3)] != [V(4)])
ext('end')
