# --- refused-eq-under-list-index
class Box:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return ext(self.n) == other.n  # refuses: guest code

items = [Box(1), Box(2)]
print(items.index(Box(2)))
ext('fine again')

# --- refused-eq-under-in-and-count
class Box:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return ext(self.n) == ext(other.n)  # refuses: guest code

items = [Box(1), Box(2), Box(1)]
print(items.count(Box(1)))
items.remove(Box(2))
len(items), [Box(3)] == [Box(3)], ext('end')

# --- refused-hash-in-dict
class Key:
    def __init__(self, k):
        self.k = k

    def __hash__(self):
        return ext(self.k)  # refuses: guest code

    def __eq__(self, other):
        return self.k == other.k

d = {Key(1): 'a'}
d[Key(1)], Key(2) in d

# --- refused-eq-in-dict-lookup
class Key:
    def __hash__(self):
        return 1

    def __eq__(self, other):
        return ext(True)  # refuses: guest code

d = {}
d[Key()] = 'a'
d[Key()] = 'b'
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
ext('end')

# --- refused-hash-of-a-kept-key
class Key:
    def __init__(self, k):
        self.k = k

    def __eq__(self, other):
        return isinstance(other, Key) and self.k == other.k

    def __hash__(self):
        return self.k

d = {Key(1): 'a', Key(2): 'b'}
print(d[Key(1)], Key(2) in d, Key(3) in d)
d[Key(1)] = 'c'
n = ext(len({Key(1), Key(1)}))  # refuses: __eq__ or __hash__ is written by the program
del d
n + ext(1)

# --- refused-index-under-subscript
class N:
    def __init__(self, n):
        self.n = n

    def __index__(self):
        return ext(self.n)  # refuses: guest code

print([10, 20, 30][N(1)], 'abcdef'[N(1):N(3)])
[0] * N(2), 'ab' * N(2), ext('end')

# --- refused-percent-format
class Text:
    def __init__(self, text):
        self.text = text

    def __str__(self):
        return ext(self.text)  # refuses: operator of a builtin type

'%s and %s' % (Text('a'), Text('b')), ext('end')

# --- refused-close-through-yield-from
trace = []

def inner():
    try:
        yield ext(1)
    finally:
        trace.append(ext('inner'))  # refuses: runs guest code

def outer():
    yield from inner()

g = outer()
trace.append(next(g))
g.close()
trace

# --- refused-property-under-match-pattern
class Lazy:
    __match_args__ = ('kind', 'size')

    def __init__(self, kind, size):
        self._kind, self._size = kind, size

    @property
    def kind(self):
        return ext(self._kind)  # refuses: runs guest code

    @property
    def size(self):
        return ext(self._size)  # refuses: runs guest code

class Any:
    def __eq__(self, other):
        return ext(other) == 'special'  # refuses: runs guest code

class Names:
    any = Any()

def f(x):
    match x:
        case Lazy('a', 1):
            return 'a one'
        case Lazy('b', size=s) if s > 1:
            return f'b {s}'
        case Lazy(kind=k):
            return k
        case Names.any:
            return ext('any')

[f(x) for x in (Lazy('a', 1), Lazy('b', 5), Lazy('c', 0), 'special', 'plain')]
