"""Forms of expressions of each plain kind, as templates.

In a template `$int`, `$str`, `$list`, `$tuple`, `$dict` and `$any` stand for an expression of that kind (with a `0`
behind it: a name or a literal; with a `_`: without `:=`), `$iter` for an iterable of ints, `$fn` and `$fn2` for a
callable of one or two ints, `$ints`, `$strs`, `$entries` and `$numbers` for the inside of a comprehension, `$slice`
for that of a slice, `$cmp` for a comparison operator and `$digit` for a digit.

Values stay small by construction: products, powers and shifts are reduced, texts and lists are cut.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.random_programs.calls import callback, comprehension, iterable
from tests.random_programs.maker import EXPRESSIONS, Expression, Maker
from tests.random_programs.scope import PLAIN

FORMS: dict[str, tuple[tuple[int, str], ...]] = {
    "int": (
        (9, "($int + $int)"),
        (6, "($int - $int)"),
        (4, "($int * $int % 997)"),
        (2, "($int // ($int or 3))"),
        (2, "($int % ($int or 7))"),
        (1, "($int // $int)"),
        (1, "($int & $int)"),
        (1, "($int | $int)"),
        (1, "($int ^ $int)"),
        (1, "($int << ($int & 3))"),
        (1, "($int >> ($int & 3))"),
        (1, "(($int & 7) ** ($int & 3))"),
        (2, "(-$int)"),
        (1, "(+$int)"),
        (1, "int($int / ($int or 2))"),
        (1, "len({$int, $int})"),
        (1, "(~$int)"),
        (2, "(not $int)"),
        (4, "($int $cmp $int)"),
        (3, "($int $cmp $int $cmp $int)"),
        (1, "($int $cmp $int $cmp $int $cmp $int)"),
        (1, "($int in $list)"),
        (1, "($int not in $tuple)"),
        (1, "($str in $dict)"),
        (1, "(2 in $iter)"),
        (1, "($int < $int in $list)"),
        (1, "($str == $str)"),
        (1, "($list != $list)"),
        (1, "($tuple < $tuple)"),
        (1, "($dict == $dict)"),
        (1, "($any is None)"),
        (1, "($any is not None)"),
        (3, "($int and $int)"),
        (3, "($int or $int)"),
        (1, "($int or $int or $int)"),
        (2, "($int and $int or not $int and $int)"),
        (6, "($int if $int else $int)"),
        (2, "($list or [1])[0]"),
        (2, "($tuple or (2,))[-1]"),
        (1, "([1, 2] + $list)[$int0 % 2]"),
        (1, "($list + [7, 8, 9])[$int0 % 3]"),
        (4, "$dict.get($str, $int)"),
        (1, "($dict | {'a': $int})['a']"),
        (1, "($dict or {'z': 4}).popitem()[1]"),
        (2, "len($list)"),
        (1, "len($str)"),
        (1, "len($dict)"),
        (2, "sum($iter)"),
        (1, "sum($iter, $int)"),
        (1, "sum($ints)"),
        (1, "any($ints)"),
        (1, "all($iter)"),
        (1, "any($iter)"),
        (1, "len(list($iter))"),
        (1, "len({$ints})"),
        (1, "max(0, *$iter)"),
        (2, "min($int, $int)"),
        (1, "max($int, $int, key=$fn)"),
        (1, "min($iter, default=$int)"),
        (2, "max($iter, default=$int0, key=$fn)"),
        (1, "next(iter($iter), $int)"),
        (1, "next(filter($fn, $iter), 5)"),
        (1, "abs($int)"),
        (1, "int($int)"),
        (2, "bool($any)"),
        (1, "divmod($int, 5)[1]"),
        (1, "pow($int & 7, 2, 11)"),
        (1, "int(('7' + $str)[:1])"),
        (1, "ord(($str or 'q')[0])"),
        (1, "isinstance($any, (int, tuple))"),
        (1, "$str.find($str0)"),
        (1, "$str.startswith($str)"),
        (1, "$list.count($int)"),
        (1, "[$int, $int, $int][$int % 3]"),
        (1, "{1: $int, 2: $int}.get($int, $int)"),
        (1, "(lambda a, /, b=$int, *c, k=$int: a + b + k)($int)"),
        (1, "(lambda *c, **k: sum(c) + len(k))($int, *$iter, z=$int)"),
    ),
    "str": (
        (5, "($str + $str)[:12]"),
        (2, "($str * ($int % 3))[:12]"),
        (3, "$str[$slice]"),
        (2, "$str0.join($strs)[:16]"),
        (2, "$str.join([$strs])[:16]"),
        (1, "','.join(map(str, $iter))[:16]"),
        (2, "$str.upper()"),
        (2, "$str.replace($str0, $str)[:12]"),
        (1, "$str.strip($str0)"),
        (1, "$str.center($int & 7, '*')"),
        (1, "$str.partition('a')[$digit % 3]"),
        (1, "'{}/{}'.format($any, $int)[:20]"),
        (1, "'{a:>3}{0!r}'.format($any, a=$str)[:20]"),
        (2, "str($any)[:20]"),
        (1, "repr($any)[:20]"),
        (1, "ascii($str)[:20]"),
        (1, "('%r %s' % ($any, $any))[:20]"),
        (1, "('<%s>' % ($int,))"),
        (1, "format($int, '>4')"),
        (1, "min($str, $str)"),
        (1, "sorted([$str, $str], key=lambda q: (len(q), $int0))[0]"),
        (1, "[*$str, 'w'][0]"),
    ),
    "list": (
        (5, "[$int, $int]"),
        (3, "[$int, *$iter, $int]"),
        (1, "[*$iter, *$iter][:6]"),
        (9, "[$ints]"),
        (5, "list($iter)[:6]"),
        (3, "sorted($iter, key=$fn)"),
        (1, "sorted($iter, key=$fn, reverse=$int)"),
        (1, "sorted({$numbers})"),
        (3, "$list[$slice]"),
        (3, "($list + $list)[:6]"),
        (1, "($list * 2)[:6]"),
        (2, "[a + b for a, b in zip($iter_, $iter_)]"),
        (2, "[$int0 + b for a, b in enumerate($iter_)]"),
        (1, "[a for a, *b in [(b, $int0) for b in $list_]]"),
        (1, "[v0 for v0 in [v0 + $int0 for v0 in $list_]]"),
        (1, "[sum(r) for r in [[p * $int0 % 9 for p in range(2)] for q in $iter_]]"),
        (1, "[f() for f in [lambda q=q: q + $int0 for q in range(2)]]"),
        (1, "list(map($fn2, $iter, $list))"),
        (1, "list(filter($fn, $iter))"),
        (1, "list($dict.values())"),
        (1, "list(map(len, $dict))"),
    ),
    "tuple": (
        (5, "($int, $int)"),
        (2, "($int,)"),
        (3, "(*$iter, $int)"),
        (4, "tuple($iter)[:6]"),
        (3, "tuple($ints)"),
        (2, "($tuple + $tuple)[:6]"),
        (1, "$tuple[$slice]"),
        (1, "divmod($int, 4)"),
        (1, "tuple(reversed($tuple))"),
    ),
    "dict": (
        (5, "{$str: $int}"),
        (3, "{$str: $int, $str: $int}"),
        (3, "{**$dict, $str: $int}"),
        (6, "{$entries}"),
        (2, "dict(zip($str, $iter))"),
        (2, "dict($dict, q=$int)"),
        (1, "dict.fromkeys($str, $int)"),
        (2, "($dict | $dict)"),
        (1, "{k: v + $int0 for k, v in $dict_.items()}"),
    ),
}

# What every kind has.
SHARED = (
    (4, "($KIND if $int else $KIND)"),
    (2, "($KIND or $KIND)"),
    (2, "($KIND and $KIND)"),
    (1, "($any and $KIND)"),
    (1, "[$KIND, $KIND][$int & 1]"),
    (1, "{0: $KIND}.get($int & 1, $KIND)"),
)

PLACE = re.compile(r"\$([a-z]+)([0_]?)")
Filler = Callable[[Maker, int], str]


def _slice(maker: Maker, depth: int) -> str:
    ends = [maker.expr("int", depth) if maker.chance(0.6) else "" for _ in range(2)]
    step = maker.pick(("", "", ":", ":2", ":-1", ":3"))
    return f"{ends[0]}:{ends[1]}{step}"


def _inside(element: str) -> Filler:
    return lambda maker, depth: comprehension(maker, element, depth)


FILLERS: dict[str, Filler] = {
    "iter": iterable,
    "fn": lambda maker, depth: callback(maker, 1),
    "fnn": lambda maker, depth: callback(maker, 2),
    "ints": _inside("int"),
    "strs": _inside("str"),
    "entries": _inside("entry"),
    "numbers": _inside("number"),
    "slice": _slice,
    "cmp": lambda maker, depth: maker.pick(("<", "<=", ">", ">=", "==", "!=")),
    "digit": lambda maker, depth: str(maker.below(10)),
}


def fill(maker: Maker, template: str, depth: int) -> str:
    """Return `template` with its places filled by expressions at most `depth` levels deep."""

    def place(match: re.Match[str]) -> str:
        name, mark = match.groups()
        filler = FILLERS.get(name) or (lambda maker, depth: maker.expr(name, depth))
        if mark == "_":
            with maker.setting(can_walrus=False):
                return filler(maker, depth)
        return filler(maker, 0 if mark else depth)

    return PLACE.sub(place, template)


def _form(template: str) -> Expression:
    return lambda maker, depth: fill(maker, template, depth)


for _kind in PLAIN:
    for _weight, _template in FORMS[_kind]:
        _production = _form(_template.replace("$fn2", "$fnn"))
        EXPRESSIONS.setdefault(_kind, []).append((_production, _weight))
    if _kind != "int":
        for _weight, _template in SHARED:
            EXPRESSIONS[_kind].append((_form(_template.replace("$KIND", "$" + _kind)), _weight))
