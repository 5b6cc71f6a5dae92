"""The source of a small program whose functions and classes the codec tests store."""

SOURCE = '''
from collections import Counter, OrderedDict, defaultdict, deque


class Point:
    """A point."""

    kind = "point"

    def __init__(self, x, y):
        self.x = x
        self.y = y

    def total(self):
        return self.x + self.y

    @property
    def double(self):
        "Twice the total."
        return 2 * self.total()

    @double.setter
    def double(self, value):
        self.x = value

    @staticmethod
    def scale(a):
        return a * 10

    @classmethod
    def make(cls, x):
        return cls(x, 0)


class Named(Point):
    def __init__(self, x, y, name):
        super().__init__(x, y)
        self.name = name

    def own_class(self):
        return __class__

    class Inner:
        pass


class Slotted:
    __slots__ = ("a", "__b")

    def __init__(self, a):
        self.a = a
        self.__b = [a]

    def b(self):
        return self.__b


class Mixed(Slotted):
    __slots__ = ("c", "__dict__")


class MyList(list):
    pass


class MyDict(dict):
    pass


class MySet(set):
    pass


class MyFrozen(frozenset):
    pass


class MyTuple(tuple):
    pass


class MyStr(str):
    pass


class MyInt(int):
    pass


class MyFloat(float):
    pass


class MyBytes(bytes):
    pass


class MyOrdered(OrderedDict):
    pass


class MyCounter(Counter):
    pass


class MyDefault(defaultdict):
    pass


class MyDeque(deque):
    pass


class MyError(ValueError):
    def __init__(self, message, detail):
        super().__init__(message)
        self.detail = detail


class MyGroup(ExceptionGroup):
    pass


class Meta(type):
    @property
    def label(cls):
        raise RuntimeError("guest code ran")

    def __setattr__(cls, name, value):
        raise RuntimeError("guest code ran")

    def __hash__(cls):
        raise RuntimeError("guest code ran")

    def __eq__(cls, other):
        raise RuntimeError("guest code ran")


class WithMeta(metaclass=Meta):
    label = ["own"]


class Registered:
    seen = []

    def __init_subclass__(cls, **options):
        raise RuntimeError("guest code ran")


class Valued:
    """Its equality is written by the program."""

    def __init__(self, value):
        self.value = value

    def __eq__(self, other):
        raise RuntimeError("guest code ran")

    def __hash__(self):
        raise RuntimeError("guest code ran")


class Key:
    """A key as programs write them."""

    def __init__(self, value):
        self.value = value

    def __eq__(self, other):
        return type(other) is type(self) and self.value == other.value

    def __hash__(self):
        return hash(("Key", self.value))


class Hostile:
    """Every hook that code outside could trip over raises."""

    def __init__(self):
        object.__setattr__(self, "value", 1)

    def _boom(self, *args):
        raise RuntimeError("guest code ran")

    __getattribute__ = __setattr__ = __len__ = __iter__ = __repr__ = __str__ = __bool__ = __eq__ = _boom
    __call__ = __contains__ = __getitem__ = __index__ = __int__ = __format__ = __reduce_ex__ = _boom


def counter(start):
    n = start

    def increase(step=[1], *, extra={"a": 1}) -> int:
        "Counts."
        nonlocal n
        n += step[0]
        return n

    def peek():
        return n

    return increase, peek


def numbers(items):
    kept = items
    for item in items:
        yield item


def plain(a, b=2):
    return a + b
'''
