"""Truth, length, hash and numbers that special methods of the guest give."""

from __future__ import annotations

import pytest

from tests.guest.native import check, check_all

CLASSES = """
def give(name, value, base=object, **more):
    def method(self, *args):
        log((name, args))
        if isinstance(value, type) and issubclass(value, BaseException):
            raise value('raised')
        return value
    class Given(base):
        pass
    setattr(Given, name, method)
    for key in more:
        setattr(Given, key, more[key])
    return Given()

class Int(int):
    pass

class Float(float):
    pass

class Index:
    def __index__(self):
        log('index')
        return 5
    def __repr__(self):
        return 'Index'

class Plain:
    pass
"""
RESULTS = [
    "0",
    "1",
    "5",
    "-1",
    "True",
    "False",
    "None",
    "'x'",
    "2.5",
    "Int(4)",
    "Float(1.5)",
    "Index()",
    "10**30",
    "KeyError",
    "[]",
    "1j",
]


@pytest.mark.parametrize(
    "call, name",
    [
        ("bool({})", "__bool__"),
        ("bool({})", "__len__"),
        ("len({})", "__len__"),
        ("hash({})", "__hash__"),
        ("abs({})", "__abs__"),
        ("int({})", "__int__"),
        ("int({})", "__index__"),
        ("float({})", "__float__"),
        ("float({})", "__index__"),
        ("complex({})", "__complex__"),
        ("complex({})", "__float__"),
        ("round({})", "__round__"),
        ("round({}, 2)", "__round__"),
        ("bin({})", "__index__"),
        ("hex({})", "__index__"),
        ("oct({})", "__index__"),
        ("chr({})", "__index__"),
        ("range({})", "__index__"),
        ("bytes({})", "__bytes__"),
        ("not {}", "__bool__"),
        ("divmod({}, 2)", "__divmod__"),
        ("divmod(2, {})", "__rdivmod__"),
        ("pow({}, 2)", "__pow__"),
        ("pow({}, 2, 3)", "__pow__"),
        ("pow(2, {})", "__rpow__"),
    ],
)
def test_what_special_methods_give(call: str, name: str) -> None:
    lines = [call.format(f"give('{name}', {result})") for result in RESULTS]
    check_all(CLASSES, "\n".join(lines))


def test_bases_and_arguments() -> None:
    check_all(
        CLASSES,
        """
        bool(give('__len__', 0, int))
        bool(give('__len__', 0, list))
        bool(give('__bool__', True, list))
        int(give('__index__', 7, float))
        int(give('__int__', 7, str))
        float(give('__index__', 7, int))
        float(give('__float__', 7.5, int))
        int(give('__trunc__', 3)) if False else 0
        int(Plain())
        float(Plain())
        len(Plain())
        abs(Plain())
        round(Plain())
        round(Plain(), 1)
        hash([])
        divmod(Plain(), 1)
        divmod(1, Plain())
        pow(Plain(), 1)
        pow(1, Plain(), 2)
        int('12', 3), int('12', base=5)
        int(Plain(), 3)
        int()
        len()
        len([], [])
        abs()
        round(2.5), round(2.567, 1), round(number=1.5), round(1.25, ndigits=1)
        round()
        round(give('__round__', 3), ndigits=None)
        pow(2, 3), pow(2, 3, 5), pow(base=2, exp=4), pow(2, mod=5, exp=3)
        pow(2)
        pow(2, 3, foo=1)
        divmod(7, 2)
        divmod(1)
        hash(1, 2)
        bool([]), bool(), bool(0.0)
        range(Index()), range(1, Index(), Index())
        range()
        chr(97), bin(5), hex(Index())
        abs(-3), abs(give('__abs__', 'x'))
        """,
    )


PAIRS = "A A, A B, B A, A C, C A, A D, D A, int I, I int, int A, A int, int J, J int"


@pytest.mark.parametrize("left, right", [pair.split() for pair in PAIRS.split(", ")])
@pytest.mark.parametrize("refuse", ["", "divmod", "rdivmod", "divmod rdivmod"])
def test_divmod_asks_operands_in_cpythons_order(left: str, right: str, refuse: str) -> None:
    check(f"""
def left(self, other):
    log(f'{{type(self).__name__}} divmod {{type(other).__name__}}')
    return NotImplemented if 'divmod' in '{refuse}'.split() else 'left'
def right(self, other):
    log(f'{{type(self).__name__}} rdivmod {{type(other).__name__}}')
    return NotImplemented if 'rdivmod' in '{refuse}'.split() else 'right'
class A:
    __divmod__ = left
    __rdivmod__ = right
class B:
    __divmod__ = left
    __rdivmod__ = right
class C(A):
    def __rdivmod__(self, other):
        return right(self, other)
class D(A):
    pass
class I(int):
    __divmod__ = left
    __rdivmod__ = right
class J(int):
    __divmod__ = left
a = {left}()
b = {right}(1) if issubclass({right}, int) else {right}()
result = divmod(a, b)
""")
