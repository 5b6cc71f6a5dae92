# --- list-subclass
class Stack(list):
    def __init__(self, *items, limit=ext(3)):
        super().__init__(items)
        self.limit = limit

    def push(self, x):
        if len(self) >= self.limit:
            self.pop(0)
        self.append(ext(x))
        return self

    def __getitem__(self, i):
        return ("item", ext(super().__getitem__(i)))


s = Stack(1, 2)
same = [s, s]
ext("pause")
s.push(3).push(4)
print(s, len(s), s[0], list(s), same[0] is same[1], isinstance(s, list))
same[1].push(5)
list(s), s.limit, sorted(s, reverse=True), s == [3, 4, 5]


# --- dict-subclass
class Counter(dict):
    def __missing__(self, key):
        return ext(0)

    def __setitem__(self, key, value):
        print("set", key, value)
        super().__setitem__(key, ext(value))

    def total(self):
        return sum(self.values())


c = Counter(a=1)
for letter in "abca":
    c[letter] += 1
ext("pause")
c.label = "kept"
ext("pause")
print(c, c["zz"], c.total(), c.label, "a" in c)
dict(c), sorted(c.items())


# --- str-and-int-subclasses
class Id(str):
    def __new__(cls, text):
        self = super().__new__(cls, ext(text).lower())
        self.original = text
        return self

    def __add__(self, other):
        return Id(str(self) + ext(other))


class Money(int):
    def __add__(self, other):
        return Money(int(self) + ext(int(other)))

    __radd__ = __add__

    def __repr__(self):
        return f"Money({int(self)})"


i, m = Id("ABC"), Money(5)
ext("pause")
j = i + "DEF"
n = sum([m, Money(7)])
print(i, i.original, j, j.original, j.upper(), len(j), i == "abc", {i: 1}["abc"])
print(m, n, [n], n * 2, m + 1, type(n).__name__, type(n * 2).__name__, n > m)
str(j), int(n)


# --- tuple-set-float-bytes-subclasses
class Pair(tuple):
    def __new__(cls, a, b):
        return super().__new__(cls, (ext(a), ext(b)))

    @property
    def first(self):
        return ext(self[0])


class Tags(set):
    def add(self, tag):
        super().add(ext(tag))
        self.last = tag


class Ratio(float):
    def show(self):
        return f"{ext(float(self)):.2f}"


class Raw(bytes):
    pass


class Fixed(frozenset):
    note = ext("class note")


p, t, r, b, f = Pair(1, 2), Tags("ab"), Ratio(0.5), Raw(b"xy"), Fixed([1, 2])
t.add("c")
b.extra = p
ext("pause")
x, y = p
print(p, p.first, x + y, sorted(t), t.last, r.show(), b, b.extra is p, sorted(f), f.note)
tuple(p), sorted(t | {"d"}), float(r) + 1, len(b), 1 in f


# --- exception-subclasses-with-payload
class Fail(Exception):
    def __init__(self, code, **info):
        super().__init__(code, ext("text"))
        self.info = info


class Worse(Fail, KeyError):
    def __str__(self):
        return f"worse {self.args} {ext(self.info)}"


kept = []
for kind in (Fail, Worse):
    try:
        raise kind(ext(7), why=ext("because"))
    except Fail as error:
        ext("pause")
        kept.append(error)
ext("pause")
print(kept[1], isinstance(kept[1], LookupError))
[(type(e).__name__, e.args, e.info) for e in kept]


# --- subclass-of-subclass-and-init
class A(dict):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self["made"] = ext("A")


class B(A):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, extra=ext("B"), **kwargs)


b = B({"x": 1}, y=ext(2))
b["self"] = b
ext("pause")
b["self"] is b, len(b), sorted(k for k in b), b["made"], repr(b)


# --- subclass-iteration-protocol
class Deck(list):
    def __iter__(self):
        for card in super().__iter__():
            yield ext(card)

    def __len__(self):
        return ext(52)

    def __contains__(self, card):
        return ext(True)


d = Deck([3, 1])
a, b = d
print([x for x in d], "z" in d, len(d), [*d], sum(d), a, b)
for card in d:
    print(card)
sorted(d), max(d), tuple(d)
