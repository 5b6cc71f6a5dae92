# --- lazy-iterators-are-of-their-type
m = map(ext, [1, 2])
kinds = [type(m), m.__class__, type(filter(ext, [])), type(zip(m)), type(enumerate(m)), type(x for x in m)]
print(kinds, type(m) is map, isinstance(m, map), isinstance(m, filter), issubclass(type(m), map))
print([hasattr(m, name) for name in ("__next__", "__iter__", "send", "throw", "close", "gi_frame")])
print(repr(m).split(" at ")[0], str(zip(m)).split(" at ")[0])
match m:
    case filter():
        print("filter")
    case map():
        print("map")
kept = type(m)
for item in m:
    print(item, ext(kept is map))
kinds = [kind.__name__ for kind in kinds]
kinds, ext(1), list(kept(str, [1]))


# --- lazy-iterators-are-no-generators
def inner():
    result = yield from map(ext, "abc")
    print("result", result)
    yield "end"


it = inner()
print(next(it), it.send(None))
try:
    it.send(ext("value"))
except AttributeError as error:
    print(error)
it = inner()
next(it)
try:
    it.throw(KeyError(ext("thrown")))
except KeyError as error:
    print("out", error)
it = inner()
next(it)
it.close()
for name in "send", "throw", "close":
    try:
        getattr(filter(ext, "a"), name)
    except AttributeError as error:
        print(error)
try:
    map(ext, "a").send(None)
except AttributeError as error:
    print(error)
list(inner())


# --- lazy-iterators-go-on-after-errors
def f(n):
    if n % 2:
        raise ValueError(ext(n))
    if n == 4:
        raise StopIteration(ext("stop"))
    return ext(n)


def drain(it):
    out = []
    for _ in range(8):
        try:
            out.append(next(it))
        except ValueError as error:
            out.append(str(error))
        except StopIteration as stop:
            out.append(("stop", stop.value))
    return out


print(drain(map(f, range(7))))
print(drain(filter(f, range(7))))
print(drain(zip(map(f, range(7)), "abcdefg")))
print(drain(enumerate(map(f, range(7)))))
print(drain(map(max, map(f, range(7)), map(ext, [9, 8, 7, 6, 5, 4, 3]))))
drain(reversed([1, 2])), ext("end")


# --- lazy-iterators-again-inside-themselves
def f(n):
    if n == 1:
        return ("inner", next(it), ext(n))
    return ext(n)


it = map(f, range(4))
print(list(it))


def odd(n):
    if n == 0:
        taken.append(next(f_it))
    return ext(n % 2)


taken = []
f_it = filter(odd, range(6))
list(f_it), taken


# --- lazy-iterators-of-sequences
class Row:
    def __init__(self, n):
        self.n = n

    def __getitem__(self, index):
        if index >= self.n:
            raise IndexError(ext(index))
        if index == 1:
            self.n += 1
            if self.n < 5:
                raise ValueError(ext("now"))
        return ext(index)

    def __len__(self):
        return ext(self.n)


it = iter(Row(3))
print(type(it), next(it))
for _ in range(3):
    try:
        print(next(it))
    except ValueError as error:
        print(error)
print(list(it), list(it), next(it, "none"))
back = reversed(Row(4))
print(type(back), list(back), list(back))
back = reversed(Row(2))
try:
    next(back)
except ValueError as error:
    print(error)
print(list(back))
until = iter(lambda: ext(len(items)), 3)
items = []
for _ in until:
    items.append(_)
print(type(until))
items, list(until)


# --- lazy-iterators-results-through-yield-from
def gen():
    yield ext(1)
    return "value of the generator"


def outer(make):
    result = yield from make(gen())
    print("result", result)


for make in (lambda g: map(ext, g), lambda g: filter(None, g), lambda g: zip(g), lambda g: enumerate(g)):
    print(list(outer(make)))
ext("end")


# --- lazy-iterators-strict-zip
def gen(n, name):
    for i in range(n):
        yield ext((name, i))


for sizes in (2, 2), (2, 1), (1, 2), (1, 1, 2):
    z = zip(*[gen(n, n) for n in sizes], strict=True)
    try:
        print(list(z))
    except ValueError as error:
        print(error)
    print(next(z, "over"))
ext("end")

# --- lazy-iterators-of-itertools
import itertools


def gen(*items):
    for item in items:
        yield ext(item)


print(list(itertools.chain(gen(1, 2), [3], gen(4))), list(itertools.chain.from_iterable(gen("ab", (1,)))))
print(list(itertools.accumulate(gen(1, 2, 3))), list(itertools.accumulate(gen(1, 2), max, initial=0)))
print(list(itertools.compress(gen("a", "b", "c"), gen(1, 0, 1))), list(itertools.islice(itertools.cycle(gen(1, 2)), 5)))
print(list(itertools.dropwhile(lambda n: ext(n) < 2, gen(1, 2, 1))))
print(list(itertools.takewhile(lambda n: ext(n) < 2, gen(1, 2, 1))))
print(list(itertools.filterfalse(lambda n: ext(n) < 2, gen(1, 2, 1))))
print(list(itertools.starmap(lambda a, b: ext(a + b), gen((1, 2), (3, 4)))))
print(list(itertools.islice(gen(*range(9)), 1, 7, 3)), list(itertools.pairwise(gen(1, 2, 3))))
print(list(itertools.zip_longest(gen(1, 2), gen("a"), fillvalue="-")))
left, right = itertools.tee(gen(1, 2, 3))
print(next(left), next(left), next(right), list(left), list(right))
groups = itertools.groupby(gen(1, 1, 2, 3, 3), lambda n: ext(n) > 1)
for key, group in groups:
    print(key, next(group))
first = None
for key, group in itertools.groupby(gen("a", "a", "b", "b")):
    if first is None:
        first = group
    else:
        print(key, list(group), list(first))
ext("end")

# --- lazy-iterators-of-itertools-have-their-types
import itertools


def gen():
    yield ext(1)
    yield ext(2)


for it in (
    itertools.chain(gen()),
    itertools.accumulate(gen()),
    itertools.cycle(gen()),
    itertools.islice(gen(), 2),
    itertools.pairwise(gen()),
    itertools.tee(gen())[0],
    itertools.groupby(gen()),
    itertools.zip_longest(gen()),
    itertools.starmap(max, gen()),
    itertools.takewhile(bool, gen()),
):
    print(type(it), repr(it).split(" at ")[0], hasattr(it, "send"))
    try:
        it.send
    except AttributeError as error:
        print(error)
    try:
        it[0]
    except TypeError as error:
        print(error)
    print(ext(next(it) is None) if type(it).__name__ != "starmap" else "starmap")

# --- lazy-iterators-of-itertools-after-errors
import itertools


class Items:
    def __init__(self, *items):
        self.items = iter(items)

    def __iter__(self):
        return self

    def __next__(self):
        item = next(self.items)
        if item == "bad":
            raise ValueError(ext("bad"))
        return ext(item)


def drain(it):
    out = []
    for _ in range(7):
        try:
            out.append(next(it, None))
        except ValueError as error:
            out.append(str(error))
    return out


items = (1, "bad", 2, "bad", 3)
print(
    drain(itertools.chain(Items(*items), Items(4))),
    drain(itertools.chain.from_iterable([Items(1), 5])) if ext(0) else "",
)
print(drain(itertools.accumulate(Items(*items))), drain(itertools.cycle(Items(*items))))
print(drain(itertools.islice(Items(*items), 4)), drain(itertools.pairwise(Items(*items))))
print(drain(itertools.zip_longest(Items(*items), "abcd")), drain(itertools.compress(Items(*items), [1] * 5)))
print(drain(itertools.tee(Items(*items))[0]), drain(itertools.groupby(Items(*items), lambda n: None)) is None)
print(drain(itertools.takewhile(ext, Items(*items))), drain(itertools.dropwhile(lambda n: ext(0), Items(*items))))
ext("end")

# --- lazy-iterators-as-bound-methods
step = map(ext, "abc").__next__
print(step(), ext("between"), step())
[x for x in iter(step, "c")], ext("end")


# --- slices-take-guest-iterators-last
def numbers(n):
    for i in range(n):
        yield ext(i)


xs = [1, 2, 3, 4]
xs[ext(1) : ext(3)] = numbers(3)
print(xs)
xs[::2] = (ext(n) for n in "abc")
print(xs)
xs[ext(0) : 2] = filter(lambda w: ext(w), xs)
print(xs)
for place in (5, "text", xs):
    for bound in ("x", 1):
        try:
            place[bound:2] = numbers(2)
        except (TypeError, ValueError, KeyError) as error:
            print(type(error).__name__, error)
raw = bytearray(b"abcd")
raw[1:3] = numbers(4)
print(xs, raw)
