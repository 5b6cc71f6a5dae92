"""str.format and str.format_map: CPython's results and errors, over the guarded attribute read."""

from __future__ import annotations

import pytest

from tests.guest.native import check_all, guarded

CLASSES = """
class V:
    x = 1
    def __init__(self, v=0):
        self.v = v
    def __repr__(self):
        log('repr')
        return f'V({self.v})'
    def __format__(self, spec):
        log(spec)
        return f'<{self.v}|{spec}>'
    def __getitem__(self, key):
        log(key)
        return f'item {key!r}'
    @property
    def p(self):
        log('property')
        return 5

class Missing(dict):
    def __missing__(self, key):
        log(key)
        return '?' + key

class Mapping:
    def __getitem__(self, key):
        log(key)
        return key.upper()

class S(str):
    pass

class Own(str):
    def format(self, *args):
        return 'own', args

class Formatter:
    def format(self, *args, **kw):
        return args, kw
v = V(3)
"""


def test_templates() -> None:
    check_all(
        CLASSES,
        """
        '{} {}'.format(1, 2)
        '{1} {0}'.format(1, 2)
        '{0} {}'.format(1, 2)
        '{} {0}'.format(1, 2)
        '{a} {b}'.format(a=1, b=v)
        '{} {a} {}'.format(1, 2, a=3)
        '{}'.format()
        '{2}'.format(1)
        '{a}'.format(b=1)
        '{{}}'.format(1), '{{{}}}'.format(1)
        '{0.v} {0.x} {0.p} {0[k]} {0[3]} {0.v.real}'.format(v)
        '{.v} {[k]}'.format(v, v)
        '{0.y}'.format(v)
        '{0[0]}'.format(5)
        '{a.v:>{w}}'.format(a=v, w=5)
        '{:{}}'.format(v, 'spec')
        '{:{}{}}'.format(3, '>', 5)
        '{:{:{}}}'.format(1, 2, 3)
        '{0:{1:{2}}}'.format(1, 2, 3)
        '{!r:>8} {!s:>8} {!a}'.format(v, v, 'é')
        '{!x}'.format(1)
        '{!é}'.format(1)
        '{a!}'.format(a=1)
        '{a!rr}'.format(a=1)
        '{'.format(1)
        '}'.format(1)
        'a } b'.format(1)
        '{a'.format(a=1)
        '{0.}'.format(v)
        '{0[}'.format(v)
        '{0[]}'.format(v)
        '{0[a]b}'.format(v)
        '{a{b}}'.format(a=1)
        '{99999999999999999999}'.format(1)
        '{-1}'.format(1)
        '{ 0}'.format(1)
        '{:x}'.format('s')
        '{:5}'.format(None)
        '{} {'.format(v)
        '{} {0.}'.format(v)
        '{}{}'.format(v)
        '{:,.2f}|{:>10}|{:<5}|{:^7}'.format(12345.678, 'x', 1, 'm')
        '{:%}'.format(0.5)
        S('{}').format(1)
        Own('{}').format(1)
        Formatter().format(1, a=2)
        str.format('{}', 3) if False else 0
        '{a} {b}'.format_map({'a': 1, 'b': v})
        '{a} {c}'.format_map(Missing(a=1))
        '{a}{b}'.format_map(Mapping())
        '{}'.format_map({})
        '{0}'.format_map({'0': 1})
        '{a}'.format_map(5)
        '{a}'.format_map()
        '{a}'.format_map({'a': 1}, 2)
        '{x[a]} {x[0]}'.format(x={'a': 1, 0: 2})
        ''.format(), 'plain'.format(1, 2)
        """,
    )


@pytest.mark.parametrize(
    "expression",
    [
        "'{0.__class__.__subclasses__}'.format(1)",
        "'{0.__globals__}'.format(f)",
        "'{0.gi_frame}'.format(g)",
        "'{0.gi_code.co_filename}'.format(g)",
        "'{0.__init__.__globals__}'.format(A())",
        "'{a.__globals__}'.format_map({'a': f})",
        "'{0:{1.__globals__}}'.format(1, f)",
        "getattr(str, 'format')('{0.__globals__}', f)",
        "getattr('{0.__globals__}', 'format')(f)",
        "list(map(getattr(str, 'format'), ['{0.__globals__}'], [f]))",
        "getattr('{a.__globals__}', 'format_map')({'a': f})",
        "'{0.format.__globals__}'.format('x')",
        "'{0.print.__globals__}'.format(A())",
        "getattr(super(T, T('{0.__globals__}')), 'format')(f)",
        "'{0.__builtins__}'.format(f)",
        "'{0.@mark}'.format(A())",
        "'{0.@guest}'.format(A)",
        "'{0.__traceback__.tb_frame}'.format(KeyError())",
        "'{0.__reduce__}'.format(1)",
    ],
)
def test_a_template_reaches_no_more_than_a_script(expression: str) -> None:
    outcome = guarded(
        "class A:\n    print = print\nclass T(str): pass\ndef f(): pass\ng = (x for x in ())\n"
        + f"result = {expression}"
    )
    assert outcome.text.startswith("AttributeError: "), outcome
