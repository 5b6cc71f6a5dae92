"""The closed set of types that a script can reach, with their public names: walked through attributes and calls.

`python -m tests.attacks.closed_set` prints what nobody has reviewed on this Python; `--write` adds it to the table, `reviewed.txt`, whose
change is then to be read name by name.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from monty_cli import Monty
from monty_cli.library import module_names

TABLE = Path(__file__).with_name("reviewed.txt")

# What is walked beside the modules, and what is not called: it would wait, end the script, or go on for ever.
_WALK = """
import {modules}
class A:
    x = 1
    def m(self): return 1
    p = property(m)
    c = classmethod(m)
    s = staticmethod(len)
def gen(): yield 1
async def co(): pass
async def agen(): yield 1
def error(make, *args):
    try: make(*args)
    except BaseException as caught: return caught
values = [{modules}, A, A(), A().m, A.p, vars(A)['c'], vars(A)['s'], gen, gen(), agen(), lambda: 0, print, len, type, super, globals(),
    1, 1.5, 1j, 'a', b'a', bytearray(b'a'), [1], (1,), {{1: 2}}, {{1}}, frozenset((1,)), range(2), slice(1), None, ...,
    NotImplemented, True,
    iter([]), iter(''), iter(()), iter({{}}), iter(set()), iter(range(1)), iter(int, 1), reversed([]), map(len, ['']), zip(),
    filter(None, []),
    enumerate([]), {{}}.keys(), {{}}.values(), {{}}.items(), list[int], int | str, 'a'.join, int.__add__, (1).__add__, str.join, vars(A),
    error(int, 'x'), error(len), error(lambda: nothing), error(lambda: (1).x), error(lambda: 1 / 0), error(lambda: {{}}[1]),
    error(b'\\xff'.decode), error('\\ud800'.encode), error(json.loads, '{{'), error(re.compile, '('), ExceptionGroup('m',
    [ValueError(1)]),
    re.compile('(a)'), re.match('(a)', 'a'), datetime.datetime(2000, 1, 1), datetime.timedelta(1), datetime.timezone.utc,
    decimal.Decimal(1),
    decimal.getcontext(), fractions.Fraction(1), functools.partial(len, ''), functools.lru_cache(len), functools.cached_property(len),
    operator.itemgetter(1), operator.attrgetter('x'), operator.methodcaller('x'), collections.deque(), collections.Counter(),
    collections.OrderedDict(), collections.defaultdict(int), collections.ChainMap(), collections.namedtuple('N', 'a')(1),
    pathlib.PurePosixPath('/a/b'), uuid.UUID(int=1), string.Template('$a'), string.Formatter(), io.StringIO('a'), io.BytesIO(b'a'),
    hashlib.sha256(), random.Random(1), enum.Enum('E', 'a').a, itertools.count(), itertools.tee([])[0], itertools.chain(),
    itertools.groupby(''), contextvars.ContextVar('v'), inspect.signature(gen), textwrap.TextWrapper(), difflib.SequenceMatcher(),
    csv.reader([]), logging.getLogger('a'), zoneinfo.ZoneInfo('UTC'), statistics.NormalDist(), graphlib.TopologicalSorter()]
QUIET = ('exit', 'quit', 'input', 'sleep', 'run', 'run_forever', 'run_until_complete', 'breakpoint', 'abort', 'monotonic',
    'throw', 'Random')
found, seen, kept = {{}}, set(), []
def name_of(kind): return f'{{kind.__module__}}.{{kind.__qualname__}}' if type(kind.__module__) is str else kind.__qualname__
def look(obj, depth):
    kind = type(obj)
    of = name_of(kind)
    if isinstance(obj, type): of = 'class ' + name_of(obj)
    elif of == 'builtins.module': of = 'module ' + obj.__name__
    elif of in seen and depth: return
    if of in seen: return
    seen.add(of)
    names = found.setdefault(of, [])
    for name in dir(obj):
        if name.startswith('_'): continue
        try: value = getattr(obj, name)
        except Exception: continue
        names.append(name)
        if depth < {depth}:
            look(value, depth + 1)
            if callable(value) and not isinstance(value, type) and name not in QUIET and not of.startswith(('module ', 'class ')):
                try: made = value()
                except BaseException: continue
                kept.append(made)
                look(made, depth + 1)
for value in values: look(value, 0)
[f'{{of}}: {{" ".join(names)}}' for of, names in sorted(found.items())]
"""
MODULES = """
    collections contextvars csv datetime decimal difflib enum fractions functools graphlib hashlib inspect io itertools json logging
    operator pathlib random re statistics string textwrap uuid zoneinfo
"""


def reached(depth: int = 4) -> dict[str, set[str]]:
    """Return the public names that a script can read, by the name of the type, class or module that has them."""
    known = {name for name in module_names() if name not in ("__future__", "this", "antigravity")}
    modules = ", ".join(sorted({name.partition(".")[0] for name in known} | set(MODULES.split())))
    lines: Any = Monty(_WALK.format(modules=modules, depth=depth)).run(
        print_callback=lambda stream, text: None, limits={"max_duration_secs": 60.0, "max_suspensions": 10_000}
    )
    return {line.partition(": ")[0]: set(line.partition(": ")[2].split()) for line in lines}


def reviewed() -> dict[str, set[str]]:
    """Return the table: the names that have been looked at, for all Pythons together."""
    lines = TABLE.read_text(encoding="utf-8").splitlines() if TABLE.exists() else []
    return {line.partition(": ")[0]: set(line.partition(": ")[2].split()) for line in lines}


def unreviewed() -> dict[str, list[str]]:
    """Return what a script reaches that is not in the table; a type without public names is told with none."""
    known = reviewed()
    return {
        of: sorted(names - known.get(of, set()))
        for of, names in reached().items()
        if of not in known or names - known[of]
    }


def main() -> int:
    """Run from the command line."""
    found = unreviewed()
    for of, names in sorted(found.items()):
        sys.stdout.write(f"{of}: {' '.join(names)}\n")
    if "--write" in sys.argv:
        table = reviewed()
        for of, names in found.items():
            table.setdefault(of, set()).update(names)
        text = "".join(f"{of}: {' '.join(sorted(names))}\n" for of, names in sorted(table.items()))
        TABLE.write_text(text, encoding="utf-8")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
