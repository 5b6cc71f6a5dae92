# --- generators-that-are-used-up
rows = [("a", "12"), ("b", "7"), ("c", "30")]
words = ["pear", "Apple", "fig", "apple"]
grid = [[1, 2], [3, 4], [5]]
table = {"x": 3, "y": 5, "z": 8}


class Text:
    def __init__(self, text):
        self.text = text

    def upper(self):
        return ext(self.text).upper()

    def __iter__(self):
        for letter in self.text:
            ext(letter)
            yield letter


class Pair:
    def __init__(self, *parts):
        self.parts = parts

    def __iter__(self):
        ext("iter", self.parts)
        return iter(self.parts)


class Row(tuple):
    def __iter__(self):
        ext("row")
        return iter((self[1], self[0]))


def lazily(items):
    for item in items:
        yield ext(item)


# Over plain data.
print(sum(int(v) for _, v in rows), max(len(w) for w in words), min(int(v) for k, v in rows if k != "b"))
print(",".join(str(len(w)) for w in words), "".join(w.strip().upper()[0] for w in words if w.startswith("a")))
print(sorted(w.lower() for w in words), list(w.title() for w in words), tuple(x * y for x, y in zip(table.values(), range(3))))
print(set(len(w) for w in words) == {3, 4, 5}, dict((k, int(v)) for k, v in rows), frozenset(abs(x) for x in (-1, 1)))
print(sum(len(k) * v for k, v in table.items()), sum(i * len(w) for i, w in enumerate(words, 2)))
print(sum(x for row in grid for x in row if abs(x) > 1), sum(x.bit_length() for row in grid for x in row))
print(any(int(v) > 10 for _, v in rows), all(len(w) > 3 for w in words), any(w.isupper() for w in []))
print(sum(1 for c in "a1 é" if c.isalpha()), sum(b.bit_length() for b in b"ab"), sum(n.bit_length() for n in range(9)))
print(sum((len(k) for k in table), 10), max((len(w) for w in ()), default="none"))

# Over what calls back, pauses, or is the script's.
print(sum(ext(int(v)) for _, v in rows), ",".join(str(ext(w)) for w in words), any(ext(x) > 2 for row in grid for x in row))
print(list(t.upper() for t in [Text("one"), Text("two")]), ",".join(t.upper() for t in [Text("a"), "b"]))
print(sum(len(x) for x in Text("abc")), max(len(x) for x in lazily(words)), sorted(x.lower() for x in lazily(words)))
print(list((a + b).upper() for a, b in [Pair("a", "b"), ("c", "d"), "ef", Row(("g", "h"))]))
print(sum(len(k) + v for k, v in [Pair("kk", 1), Row((2, "l"))]), dict((k, len(v)) for k, v in [Pair("k", "vv")]))
print(sum(len(x) for text in [Text("ab"), "cd"] for x in text), list(x.upper() for text in (Text("ab"), "cd") for x in text))
print(tuple(len(c) + n for n, c in enumerate(Text("ab"))), [*zip(Text("ab"), lazily([1, 2])), *zip(words, words[1:])])
print(list(zip([1, 2], lazily("ab"), strict=True)), list(enumerate(lazily("ab"), 5)), list(enumerate("ab", 5)))
print("-".join(str(len(x)) for x in (y for y in lazily(words))), sum(len(x) for x in map(str.strip, words)))

# What is left over, and what fails on the way.
it = iter(range(10))
print(any(abs(x) == 3 for x in it), list(it))
it = iter(words)
print(all(len(w) == 4 for w in it), next(it, None))
try:
    print(sum(int(v) for v in ["1", "x", "3"]))
except ValueError as e:
    print(e)
it = iter(["1", [2], "x"])
try:
    print(sum(v * 1 for v in it if len(v)))
except TypeError as e:
    print(e, list(it))
for wrong in (5, None, 1.5):
    try:
        print(sum(len(x) for x in wrong))
    except TypeError as e:
        print(e)
for wrong in ([("a",)], [("a", "b", "c")], [1]):
    try:
        print(list(len(a) for a, b in wrong))
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
try:
    print(list(zip([1, 2], [3], strict=True)))
except ValueError as e:
    print(e)
try:
    print(",".join(len(w) for w in words))
except TypeError as e:
    print(e)
try:
    print(set([len(w)] for w in words))
except TypeError as e:
    print(e)
first = (x for x in (len(w) for w in words))
print(next(first), ext(1), sum(first))


def running(items):
    seen = []
    return sum(seen.append(x) or len(seen) for x in items), seen


def outer(items, n):
    return max(len(x) + n for x in items) + sum(n for x in items if x.startswith("a") and ext(n))


class Holder:
    total = sum(len(w) for w in words)
    more = sum(ext(len(w)) for w in words)


print(running(words), outer(words, 3), Holder.total, Holder.more)
print((last := max((y := len(w)) for w in words)), y)
rows.append(Pair("z", "5"))
print(sum(int(v) for _, v in rows))
