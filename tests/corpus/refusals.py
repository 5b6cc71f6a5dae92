# --- refused-eq-under-list-index
class Box:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return ext(self.n) == other.n  # refuses: guest code


items = [Box(1), Box(2)]
print(items.index(Box(2)))
ext("fine again")


# --- refused-eq-under-in-and-count
class Box:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return ext(self.n) == ext(other.n)  # refuses: guest code


items = [Box(1), Box(2), Box(1)]
print(items.count(Box(1)))
items.remove(Box(2))
len(items), [Box(3)] == [Box(3)], ext("end")


# --- refused-hash-in-dict
class Key:
    def __init__(self, k):
        self.k = k

    def __hash__(self):
        return ext(self.k)  # refuses: guest code

    def __eq__(self, other):
        return self.k == other.k


d = {Key(1): "a"}
d[Key(1)], Key(2) in d


# --- refused-eq-in-dict-lookup
class Key:
    def __hash__(self):
        return 1

    def __eq__(self, other):
        return ext(True)  # refuses: guest code


d = {}
d[Key()] = "a"
d[Key()] = "b"
len(d)


# --- refused-tuple-comparison
class V:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return ext(self.n) == other.n  # refuses: guest code

    def __lt__(self, other):
        return ext(self.n) < other.n  # refuses: guest code


print((1, V(1)) == (1, V(1)), (1, V(1)) < (1, V(2)), [V(3)] != [V(4)])
ext("end")


# --- refused-frozenset-of-guest-keys
class Key:
    def __init__(self, k):
        self.k = k

    def __eq__(self, other):
        return isinstance(other, Key) and self.k == other.k

    def __hash__(self):
        return self.k


class Pair(tuple):
    pass


pair = Pair((frozenset([Key(1)]), 1))
n = ext(len(pair))  # refuses: a frozenset with a member whose __eq__ or __hash__ is written by the program
del pair


class Group(frozenset):
    pass


group = Group([Key(2)])
n += ext(Key(2) in group)  # refuses: a member of a frozenset's subclass is of class 'Key'
del group
n + ext(1)

# --- refused-ordered-dict-of-guest-keys
from collections import OrderedDict


class Key:
    def __init__(self, k):
        self.k = k

    def __eq__(self, other):
        return isinstance(other, Key) and self.k == other.k

    def __hash__(self):
        return self.k


order = OrderedDict([(Key(1), "a"), (Key(2), "b")])
order.move_to_end(Key(1))
n = ext(len(order))  # refuses: a key of an OrderedDict is of class 'Key'
print(list(order.values()), order[Key(1)])
del order
n + ext(1)


# --- refused-index-under-repetition
class N:
    def __init__(self, n):
        self.n = n

    def __index__(self):
        return ext(self.n)  # refuses: runs guest code from C


[0] * N(2), "ab" * N(2), ext("end")


# --- refused-drop-of-a-generator
def numbers():
    try:
        yield 1
    finally:
        ext("closed")  # refuses: a generator is closed because nothing refers to it any more


def first():
    for number in numbers():
        return number


kept = numbers()
print(next(kept), first())
kept = None
print(ext("end"))


# --- refused-drop-of-a-generator-with-an-exception
def numbers():
    try:
        yield "x"
    finally:
        ext("closed")  # refuses: a generator is closed because nothing refers to it any more


lazy = (int(text) for text in numbers())
try:
    next(lazy)
except ValueError as error:
    print(ext("handler"))
print(ext("end"))
