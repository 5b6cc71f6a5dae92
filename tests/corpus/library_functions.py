# --- partial-methods
from abc import ABC, abstractmethod
from functools import partial, partialmethod


class Cell:
    def __init__(self):
        self.log = []

    def put(self, *args, **named):
        self.log.append((args, ext(named)))
        return self

    @classmethod
    def of(cls, *args):
        return cls.__name__, ext(args)

    @staticmethod
    def plain(*args):
        return ext(args)

    put_one = partialmethod(put, 1)
    put_two = partialmethod(put_one, 2, more=True)
    of_one = partialmethod(of, 1)
    plain_one = partialmethod(plain, 1)
    over = partialmethod(partial(put, kept=0), 5)


class Abstract(ABC):
    @abstractmethod
    def put(self, x): ...

    put_one = partialmethod(put, 1)


cell = Cell()
cell.put_one(ext(9)).put_two(8, b=ext(3)).over(1)
Cell.put_one(cell, 7)
texts = []
for wrong in (lambda: partialmethod(None, 1), lambda: partialmethod(), Abstract, cell.put_one.func):
    try:
        wrong()
        texts.append("no error")
    except TypeError as error:
        texts.append(type(error).__name__)
cell.log, cell.of_one(2), Cell.of_one(3), cell.plain_one(4), Cell.plain_one(ext(5)), texts, sorted(Abstract.__abstractmethods__)

# --- cached-methods
from copy import copy, deepcopy
from functools import cache, lru_cache, update_wrapper


class Table:
    @lru_cache(maxsize=2)
    def square(self, x):
        return ext(x) ** 2

    @cache
    def cube(self, x):
        return ext(x) ** 3


table = Table()
first = [table.square(x) for x in (1, 2, 1, 3, 2)]
info = table.square.cache_info()
table.cube(2), table.cube(2)
kept = Table.cube.cache_info()._asdict(), info._replace(hits=ext(0)), info._fields
table.cube.cache_clear()
try:
    update_wrapper(lambda: None, len, updated=("missing",))
except AttributeError as error:
    ext(type(error).__name__)
first, repr(info), repr(kept), tuple(table.cube.cache_info()), copy(Table.square) is Table.square, deepcopy(Table.cube) is Table.cube

# --- operators-by-their-special-names
import operator
from functools import reduce


class Money:
    def __init__(self, amount):
        self.amount = amount

    def __add__(self, other):
        return Money(self.amount + other.amount)

    def __lt__(self, other):
        return self.amount < other.amount


total = reduce(operator.__add__, [Money(ext(x)) for x in (1, 2, 3)])
table = {name: getattr(operator, name) for name in ("__sub__", "__or__", "__mod__", "__concat__", "__not__")}
total.amount, operator.__lt__(Money(1), total), table["__sub__"](5, ext(3)), table["__or__"](1, 2), table["__not__"](0), operator.__lt__ is operator.lt

# --- where-classes-are-from
from dataclasses import make_dataclass
from enum import Enum


class Meta(type):
    pass


def make(name):
    return type(ext(name), (), {"x": 1})


Made = make("Made")
Other = Meta("Other", (Made,), {})
Failed = type("Failed", (ValueError,), {})
try:
    raise Failed(ext("text"))
except ValueError as error:
    shown = repr(type(error)), str(error)
[cls.__module__ == __name__ for cls in (Made, Other, Failed, Enum("Color", "red green"))], list(vars(Made))[:2], repr(Other)[-8:], shown[0][-9:]

# --- classes-made-by-calls
import types
from typing import List, Optional, Union


class Meta(type):
    @classmethod
    def __prepare__(mcls, name, bases, **options):
        return {"options": ext(options)}

    def __new__(mcls, name, bases, namespace, **options):
        return super().__new__(mcls, name, bases, namespace)

    def __init__(cls, name, bases, namespace, **options):
        pass


def body(namespace):
    namespace["x"] = ext(1)


class Entry:
    def __mro_entries__(self, bases):
        return (Base,)


class Base:
    def __init__(self):
        self._spam = 5

    @types.DynamicClassAttribute
    def spam(self):
        return ext(self._spam)

    @spam.setter
    def spam(self, value):
        self._spam = ext(value)


Made = types.new_class("Made", (Entry(),), {"metaclass": Meta, "z": 2}, body)
made = Made()
made.spam = 7
try:
    found = Base.spam
except AttributeError as error:
    found = type(error).__name__
meta, namespace, rest = types.prepare_class("P", (Made,), {"q": ext(1)})
unions = int | str == Union[int, str], hash(int | None) == hash(Optional[int]), {str | int: 1}[Union[int, str]]
Made.options, Made.x, made.spam, found, meta is Meta, namespace, rest, types.resolve_bases((int,)) == (int,), types.resolve_bases((Entry(),)) == (Base,), len(Made.__orig_bases__), unions

# --- truths-in-structs
import struct


class Flag:
    def __init__(self, value):
        self.value = value

    def __bool__(self):
        return ext(self.value)


buffer = bytearray(3)
struct.pack_into("?", buffer, 1, Flag(True))
struct.pack("?", Flag(False)), struct.pack("<i2?3s?", 1, [], Flag(True), b"abc", Flag(False)), struct.Struct(">x?").pack(Flag(True)), bytes(buffer)
