# --- indices-of-objects
class N:
    def __init__(self, n):
        self.n = n

    def __index__(self):
        return ext(self.n)


items = [10, 20, 30, 40]
print(items[N(1)], "abcdef"[N(1) : N(3)], (1, 2, 3)[N(-1)], b"xyz"[N(0)], range(9)[N(2) : N(8) : N(3)], range(5)[N(4)])
items[N(1)] = ext("stored")
items[N(2) : N(3)] = [ext("a"), "b"]
del items[N(0)]
print(items)
del items[N(3) :]
items[N(0)] += ext("!")
items[N(1) :] += [ext("more")]
print(items, items[: N(2)], items[:: N(2)], items[N(1) : ext(2)], {5: "five"}[ext(5)])
key = N(1)
print({key: ext("a dict")}[key] if ext(0) else "", items[key][N(0)], [items[N(i)] for i in range(2)])
nested = [[1, 2], [3, 4]]
nested[N(1)][N(0)] = nested[N(0)][N(1)]
nested, [1, 2, 3][ext(0) : N(2)]


# --- indices-errors
class N:
    def __init__(self, n):
        self.n = n

    def __index__(self):
        return ext(self.n)


class Bad:
    def __index__(self):
        raise ValueError(ext("bad"))


class Wrong:
    def __index__(self):
        return ext("text")


class Sub(int):
    def __index__(self):
        return ext(0)


def attempt(function):
    try:
        print(function())
    except (TypeError, ValueError, IndexError, KeyError) as error:
        print(type(error).__name__, error)


items = [1, 2, 3]
attempt(lambda: items[N(7)])
attempt(lambda: items[N(10**30)])
attempt(lambda: items[N(-(10**30)) : N(10**30)])
attempt(lambda: items[Bad()])
attempt(lambda: items[Wrong()])
attempt(lambda: items[Sub(2)])
attempt(lambda: items[Sub(1) :])
attempt(lambda: items["x"])
attempt(lambda: items[N(1) : Bad()])
attempt(lambda: items["x" : N(1)])
attempt(lambda: items[N(0) : "x"])
attempt(lambda: items[N(0) : N(1) : N(0)])
attempt(lambda: items[N(0) : N(1) : "x"])
attempt(lambda: "abc"[Wrong() :])
attempt(lambda: {}[N])
attempt(lambda: 5[N(1)])
attempt(lambda: (1, 2)[None])


def store():
    items[N(9)] = ext("value")


attempt(store)


def delete():
    del items[Bad()]


attempt(delete)
ext("end")


# --- indices-under-methods-of-the-program
class N:
    def __index__(self):
        return ext(1)


class Rows(list):
    def __getitem__(self, key):
        if type(key) is N:
            key = ext(2)
        return super().__getitem__(key)


class Log(list):
    def __setitem__(self, key, value):
        print("set", type(key).__name__, value)
        super().__setitem__(ext(1), value)


class Any:
    def __getitem__(self, key):
        return type(key).__name__


rows = Rows([5, 6, 7])
log = Log("abc")
log[N()] = ext("x")
print(log, log[N()], rows[N()], Any()[N()], Any()[N() : N()])
x = [1, 2, 3]
x[1:2] += [ext("plain slice")]
x[ext(0) : 1] = "ab"
del x[ext(1)]
x
