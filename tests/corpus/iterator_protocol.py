# --- iterator-class
class Count:
    def __init__(self, stop):
        self.n = 0
        self.stop = stop

    def __iter__(self):
        print("iter", ext(self.stop))
        return self

    def __next__(self):
        if ext(self.n) >= self.stop:
            raise StopIteration
        self.n += 1
        return self.n


total = 0
for x in Count(3):
    total += ext(x)
print(total, list(Count(2)), sum(Count(3)), [*Count(1)], max(Count(2)))
a, *b = Count(3)
a, b, next(iter(Count(1))), [x * 2 for x in Count(2)]


# --- iterable-class-with-generator
class Shelf:
    def __init__(self, *books):
        self.books = list(books)

    def __iter__(self):
        for book in self.books:
            yield ext(book)

    def __len__(self):
        return ext(len(self.books))

    def __contains__(self, book):
        return ext(book) in self.books

    def __reversed__(self):
        return iter([ext(b) for b in self.books[::-1]])


s = Shelf("a", "b")
print(len(s), "a" in s, "z" in s, "z" not in s, list(reversed(s)), list(s), ",".join(s))
print(sorted(s), dict(enumerate(s)), tuple(zip(s, s)), bool(s), bool(Shelf()))
x, y = s
x + y


# --- getitem-iteration
class Old:
    def __getitem__(self, index):
        if index >= 3:
            raise IndexError(ext(index))
        return ext(index) * 10


out = [x for x in Old()]
for x in Old():
    out.append(ext(x))
out, list(Old()), 20 in Old(), 5 in Old()

# --- iter-with-sentinel
# host: read = script('a', 'b', 'stop', 'never')
lines = []
for line in iter(lambda: read(), "stop"):
    lines.append(ext(line))
n = 0


def step():
    global n
    n += 1
    return ext(n)


for x in iter(step, 3):
    lines.append(x)
lines

# --- iterators-kept-across-pauses
items = [1, 2, 3, 4, 5]
plain = iter(items)
chars = iter("xyz")
numbered = enumerate(items, 10)
zipped = zip(items, "abc")
keys = iter({"k": 1, "l": 2})
back = reversed(items)
counted = iter(range(10, 20, 3))
mapped = map(str, items)
kept = filter(None, [0, 1, 2])
its = [plain, chars, numbered, zipped, keys, back, counted, mapped, kept]
for it in its:
    print(next(it), ext("p"))
items.append(ext(6))
[list(it) for it in its]


# --- map-and-filter-with-guest-functions
def double(x):
    return ext(x) * 2


m = map(double, [1, 2, 3])
print(next(m))
f = filter(lambda x: ext(x) > 3, m)
ext("pause")
print(next(f))
print(list(map(lambda a, b: ext(a) + b, [1, 2], (10, 20))))
list(f)


# --- stop-iteration-raised-by-host
# answers: [1, 2, fail(StopIteration('over')), 4]
class Remote:
    def __iter__(self):
        return self

    def __next__(self):
        return fetch("next")


out = []
for item in Remote():
    out.append(item)
out + [fetch("after")]

# --- dict-changed-while-iterated
# error: RuntimeError
d = {"a": 1, "b": 2}
for key in d:
    print(key)
    d[ext(key) + "!"] = ext(1)


# --- unusual-iterables
class Lazy:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return iter(ext(list(range(self.n))))


class Keys:
    def keys(self):
        return ext(["a", "b"])

    def __getitem__(self, key):
        return ext(key) * 2


def show(*args, **kwargs):
    return args, kwargs


print(show(*Lazy(2)), show(**Keys()))
print(dict(Keys()), {**Keys()}, [*Lazy(1), *Lazy(2)], {*Lazy(2)})
d = {}
d.update(Keys())
items = []
items.extend(Lazy(2))
items += Lazy(1)
d, items, list(zip(Lazy(2), Lazy(3)))


# --- iter-returns-nonsense
# error: TypeError
class Bad:
    def __iter__(self):
        return ext(5)


try:
    for x in Bad():
        pass
except TypeError as error:
    print(error)
list(Bad())
