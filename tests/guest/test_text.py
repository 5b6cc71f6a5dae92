"""str, repr, ascii, format, print and f-strings of values that hold guest objects."""

from __future__ import annotations

import pytest

from tests.guest.native import check_all

CLASSES = """
from collections import OrderedDict, deque

class Name:
    def __init__(self, v):
        self.v = v
    def __repr__(self):
        log(f'repr {self.v}')
        return f'<{self.v}>'

class Both(Name):
    def __str__(self):
        log(f'str {self.v}')
        return f'«{self.v}»'

class Formats(Both):
    def __format__(self, spec):
        log(f'format {spec!r}')
        return f'{self.v}:{spec}'

class Gives:
    def __init__(self, v):
        self.v = v
    def __str__(self):
        return self.v
    __repr__ = __str__
    def __format__(self, spec):
        return self.v

class Text(str):
    def __repr__(self):
        return 'Text!'

class Own(str):
    def __str__(self):
        return 'own'

class Int(int):
    def __repr__(self):
        return 'Int!'

class List(list):
    pass

class Set(set):
    pass

class Tuple(tuple):
    pass

class Dict(dict):
    def __iter__(self):
        return iter(['never'])

class Error(ValueError):
    pass

class Told(ValueError):
    def __str__(self):
        return 'told'

class Keys(KeyError):
    pass

class Broken:
    def __repr__(self):
        raise KeyError('broken')

class Node:
    def __init__(self):
        self.children = []
    def __repr__(self):
        return f'Node({self.children!r})'

def cycle(kind):
    if kind == 'list':
        made = [Name(1)]
        made.append(made)
    elif kind == 'dict':
        made = {'n': Name(1)}
        made['d'] = made
    elif kind == 'deque':
        made = deque([Name(1)])
        made.append(made)
    elif kind == 'tuple':
        inner = [Name(1)]
        made = (inner, 2)
        inner.append(made)
    elif kind == 'ordered':
        made = OrderedDict(n=Name(1))
        made['d'] = made
    elif kind == 'node':
        made = Node()
        made.children.append(made)
        made.children.append(made.children)
    return made
"""
VALUES = """
    Name(1)
    Both(1)
    Formats(1)
    Gives('x')
    Gives(5)
    Text('t')
    Own('o')
    Int(5)
    [Name(1), Both(2), 3, 'x']
    [Name(1), [Name(2)]]
    [1, [Name(3)], (Both(4),), {Name(5): Both(6)}]
    (Name(1),)
    (Name(1), 2)
    {'a': Name(1), Both(2): [Name(3)]}
    {Name(1)}
    frozenset([Name(1)])
    List([Name(1)])
    List()
    Tuple([Name(1)])
    Set([Name(1)])
    Dict(a=Name(1))
    deque([Name(1)])
    deque([Name(1)], maxlen=3)
    OrderedDict(a=Name(1))
    Error(Name(1))
    Error()
    Error(Name(1), 2)
    Error('plain', 1)
    Told(Name(1))
    Keys(Name(1))
    Keys(Name(1), 2)
    Keys('k')
    ValueError(Both(1))
    ValueError([Both(1)])
    [ValueError(Both(1))]
    ExceptionGroup('m', [ValueError(Both(1))])
    OSError(2, 'msg', Name(1))
    [Broken(), Name(1)]
    cycle('list')
    cycle('dict')
    cycle('deque')
    cycle('tuple')
    cycle('ordered')
    cycle('node')
    [Text('t'), Int(4)]
    {'a': [1, 2, {'b': (3,)}]}
    {1: 2}.keys()
    {1: Name(2)}.values()
    {1: Name(2)}.items()
    1.5
    None
    Name
    'é'
    [Name('é')]
"""


FORMS = """
    str(value)
    repr(value)
    ascii(value)
    format(value)
    f'{value}'
    f'{value!r}'
    f'{value!s:>20}'
    f'{value!a}'
    f'{value:>8}'
    f'{value}{1}{value!r}'
    print(value, 2, sep='-')
"""


@pytest.mark.parametrize("value", VALUES.strip().splitlines())
def test_text_of(value: str) -> None:
    check_all(f"{CLASSES}\nvalue = {value.strip()}", FORMS)


def test_arguments() -> None:
    check_all(
        CLASSES,
        """
        str()
        str(b'ab', 'utf-8')
        str(Name(1), 'utf-8')
        str(object=Name(1))
        str(1, 2, 3, 4)
        repr()
        repr(1, 2)
        ascii()
        format()
        format(Name(1), 5)
        format(Name(1), '>5')
        format(Formats(1), 'abc')
        format(Formats(1), Own('abc'))
        format(3, Own('5'))
        format(Gives(1), 'x')
        format(Int(3), '>5')
        format(Int(3), '')
        format(Text('x'), '>5')
        format(1, 2, 3)
        """,
    )


def test_print() -> None:
    check_all(
        CLASSES,
        """
        print()
        print(1, 'a', [Name(1)])
        print(Name(1), Both(2), sep=', ', end='!')
        print(Name(1), Broken(), Name(2))
        print(1, sep=None, end=None)
        print(1, sep=5)
        print(1, end=b'x')
        print(1, 2, flush=[1])
        """,
    )
