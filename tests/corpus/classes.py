# --- class-basics
class Point:
    kind = "point"

    def __init__(self, x, y=0):
        self.x = ext(x)
        self.y = y

    def move(self, dx, dy=0):
        self.x += ext(dx)
        self.y += ext(dy)
        return self

    def __repr__(self):
        return f"{self.kind}({self.x}, {self.y})"


p, q = Point(1), Point(ext(2), y=ext(3))
p.move(5).move(1, 1)
print(p, [q], isinstance(p, Point), type(q) is Point, p.kind)
p.x, p.y, q.__dict__


# --- class-inheritance-and-super
class Base:
    def __init__(self, name):
        self.log = ["base " + ext(name)]

    def run(self, n):
        self.log.append(ext(n))
        return self


class Left(Base):
    def __init__(self, name, **rest):
        super().__init__(name + ext("!"), **rest)
        self.log.append("left")

    def run(self, n):
        ext("left run")
        return super().run(n + 1)


class Right(Base):
    def run(self, n):
        return super().run(ext(n) * 10)


class Both(Left, Right):
    def run(self, n):
        result = super().run(n).run_more(ext(n))
        return result

    def run_more(self, n):
        return super(Left, self).run(n)


b = Both("b")
print(b.run(1).log, [c.__name__ for c in Both.__mro__])
Left("l").run(5).log, issubclass(Both, Right)


# --- super-in-every-kind-of-method
class A:
    registry = []

    @classmethod
    def make(cls, n):
        cls.registry.append(ext(n))
        return cls()

    @staticmethod
    def tool(x):
        return ext(x) + 1

    @property
    def value(self):
        return ext(10)

    def values(self):
        yield ext(1)
        yield ext(2)


class B(A):
    @classmethod
    def make(cls, n):
        obj = super().make(n + 1)
        obj.made = ext("by B")
        return obj

    @staticmethod
    def tool(x):
        return A.tool(x) * ext(2)

    @property
    def value(self):
        return super().value + 1

    def values(self):
        yield from super().values()
        yield [super(B, self).value for _ in range(ext(2))]


b = B.make(1)
print(b.made, A.registry, b.tool(3), B.tool(4), b.value)
list(b.values())


# --- class-and-static-methods
class Temperature:
    count = 0

    def __init__(self, degrees):
        self.degrees = degrees
        type(self).count += ext(1)

    @classmethod
    def parse(cls, text):
        return cls(int(ext(text).rstrip("C")))

    @staticmethod
    def convert(degrees):
        return ext(degrees) * 9 / 5 + 32


t = Temperature.parse("20C")
m = t.convert
ext("pause")
t.degrees, Temperature.convert(100), m(0), Temperature.count, Temperature.parse("5C").degrees


# --- bound-methods-as-values
class Stack:
    def __init__(self):
        self.items = []

    def push(self, x):
        self.items.append(ext(x))
        return len(self.items)


s = Stack()
push, append = s.push, s.items.append
ext("pause")
push(1)
append(ext(2))
ops = [push, Stack.push, s.items.pop]
ext("again")
print(ops[0](3), ops[1](s, 4), ops[2](), push.__self__ is s)
s.items


# --- constructors
class Registry:
    made = 0

    def __new__(cls, *args, **kwargs):
        Registry.made += ext(1)
        obj = super().__new__(cls)
        obj.args = ext(args)
        return obj

    def __init__(self, a, b=2):
        self.total = ext(a) + ext(b)


class Single(Registry):
    one = None

    def __new__(cls, *args):
        if cls.one is None:
            cls.one = super().__new__(cls, *args)
        return cls.one

    def __init__(self, a):
        super().__init__(a, ext(100))


class Other:
    def __new__(cls, x):
        return ext([x])

    def __init__(self, x):
        print("never")


r = Registry(ext(1), b=ext(5))
s, t = Single(1), Single(2)
print(r.args, r.total, s is t, t.total, Registry.made)
Other(7)


# --- init-errors
# error: ValueError
class Strict:
    def __init__(self, n):
        if ext(n) < 0:
            raise ValueError(f"negative {n}")
        self.n = n


class Wrong:
    def __init__(self):
        return ext(5)


try:
    Wrong()
except TypeError as error:
    print(error)
print(Strict(1).n)
try:
    Strict(-1)
except ValueError as error:
    print(error)
Strict(-2)


# --- attribute-hooks
class Proxy:
    def __init__(self, **values):
        object.__setattr__(self, "values", values)

    def __getattr__(self, name):
        if name not in self.values:
            raise AttributeError(f"no {ext(name)}")
        return ext(self.values[name])

    def __setattr__(self, name, value):
        print("set", name, ext(value))
        self.values[name] = value

    def __delattr__(self, name):
        del self.values[ext(name)]


p = Proxy(a=1, b=2)
p.c = p.a + p.b
p.a += ext(10)
del p.b
print(getattr(p, "b", "gone"), hasattr(p, "a"), hasattr(p, "z"), getattr(p, ext("c")))
setattr(p, ext("d"), 4)
try:
    p.zzz
except AttributeError as error:
    print(error)
p.values


# --- getattribute-hook
class Spy:
    log = []

    def __init__(self):
        self.x = ext(1)

    def __getattribute__(self, name):
        Spy.log.append(ext(name))
        return super().__getattribute__(name)

    def method(self):
        return self.x + 1


s = Spy()
print(s.x, s.method())
Spy.log


# --- private-names
class Vault:
    __secret = ext(1)

    def __init__(self):
        self.__items = [ext(2)]
        __local = ext(3)
        self.total = __local + self.__secret

    def __hidden(self):
        return self.__items

    def open(self):
        return self.__hidden() + [self.__secret]


class Sub(Vault):
    def __hidden(self):
        return ext("sub")

    def both(self):
        return self.open(), self.__hidden()


v = Sub()
v.total, v.open(), v.both(), v._Vault__items, sorted(v.__dict__)


# --- callable-instances
class Adder:
    def __init__(self, n):
        self.n = n

    def __call__(self, x, *more, scale=1):
        return (ext(x) + self.n + sum(more)) * scale


add = Adder(10)
print(add(1), add(ext(2), 3, scale=ext(2)), list(map(add, [1, 2])), sorted([3, 1, 2], key=Adder(0)))
callable(add), add(*ext([1, 2])), [Adder(i)(i) for i in range(2)]


# --- inner-classes-and-closures
def factory(base):
    class Item:
        step = ext(base)

        class Part:
            def size(self):
                return ext(base) + 1

        def __init__(self):
            self.part = self.Part()

        def total(self):
            nonlocal base
            base += 1
            return self.step + self.part.size()

    return Item


A, B = factory(1), factory(10)
a, b = A(), B()
ext("pause")
a.total(), b.total(), a.total(), A.Part is not B.Part, A.__qualname__


# --- class-replaced-while-instances-live
class C:
    def name(self):
        return ext("first")


old = C()


class C:
    def name(self):
        return ext("second")


new = C()
C.name2 = lambda self: ext("added") + self.name()
ext("pause")
C.extra = ext("attribute")
old.name(), new.name(), new.name2(), isinstance(old, C), new.extra


# --- dataclass-like-with-eq-and-hash
class Card:
    def __init__(self, suit, rank):
        self.suit, self.rank = suit, rank

    def __eq__(self, other):
        return isinstance(other, Card) and (self.suit, self.rank) == (other.suit, other.rank)

    def __lt__(self, other):
        return ext(self.rank) < other.rank

    def __repr__(self):
        return f"{self.rank}{self.suit}"


hand = [Card("h", 1), Card("s", 2), Card("d", 3)]
ext("deal")
print(sorted(hand), min(hand), max(hand), hand[0] == Card("h", 1), hand[0] != hand[1])
hand.sort(reverse=True)
[str(c) for c in hand]


# --- instances-mutated-across-pauses
class Cart:
    def __init__(self):
        self.items = {}
        self.history = [self.items]

    def add(self, name, n):
        before = self.items.get(name, 0)
        self.items[name] = before + ext(n)
        return self


cart = Cart()
same = cart
cart.add("a", 1).add("b", 2)
ext("pause")
same.add("a", 5).extra = ext("field")
print(cart.items, cart.extra, cart.history[0] is same.items)
vars(cart)["extra"], cart.__class__.__name__
