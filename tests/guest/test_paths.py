"""pathlib and os.path without the file system: the same program gives the same here and in CPython, for many paths."""

from __future__ import annotations

import sys
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monty_cli import Monty

PURE = """
import os.path
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from warnings_off import quiet

def outcome(f):
    try:
        return ascii(f())
    except Exception as error:
        return type(error).__name__ + ': ' + str(error)

def look(p, q, text):
    yield lambda: (p, str(p), p.as_posix(), bytes(p), p.parts, p.drive, p.root, p.anchor)
    yield lambda: (p.name, p.stem, p.suffix, p.suffixes, p.parent, list(p.parents), len(p.parents))
    yield lambda: (p.parents[0], p.parents[-1], p.parents[:2], p.parents)
    yield lambda: p.parents[7]
    yield lambda: p.with_name(text)
    yield lambda: p.with_stem(text)
    yield lambda: p.with_suffix(text)
    yield lambda: p.with_suffix('.x')
    yield lambda: (p / q, p / text, text / p, p.joinpath(q, text), p.joinpath())
    yield lambda: p.relative_to(q)
    yield lambda: (p / q).relative_to(p)
    yield lambda: p.relative_to(text)
    yield lambda: (p / text).is_relative_to(p)
    yield lambda: (p.is_relative_to(q), p.is_absolute())
    yield lambda: p.match(text)
    yield lambda: p.match('*')
    yield lambda: (p / 'b.py').match('*.py')
    yield lambda: (p == q, p != q, p < q, p <= q, p > q, p >= q, hash(p) == hash(q), p == text, sorted([p, q]))
    yield lambda: len({p, q, type(p)(str(p))})
    yield lambda: p.as_uri()
    yield lambda: p / 3
    yield lambda: p < 3
    yield lambda: type(p)(p, q), type(p)(text, p)
    yield lambda: type(p)(None)
    yield lambda: (type(p).__name__, isinstance(p, PurePath), isinstance(p, Path), isinstance(p, PurePosixPath))

def paths(one, two):
    for kind in (PurePosixPath, Path, PurePath):
        yield kind(one), kind(two)
    if not any(text[:1] in '/\\\\' and text[1:2] in '/\\\\' for text in (one, two)):  # a share of a network has quirks when it is joined
        yield PureWindowsPath(one), PureWindowsPath(two)
        yield PurePosixPath(one), PureWindowsPath(two)
    yield Path(one), PurePosixPath(two)

def os_paths(one, two):
    for f in ('basename', 'dirname', 'split', 'splitext', 'splitdrive', 'normpath', 'normcase', 'isabs'):
        yield lambda: getattr(os.path, f)(one)
        yield lambda: getattr(os.path, f)(one.encode())
    yield lambda: os.path.join(one, two)
    yield lambda: os.path.join(one, two, 'x')
    yield lambda: os.path.join(Path(one), two)
    yield lambda: os.path.join(one, two.encode())
    yield lambda: os.path.join(one, 3)
    yield lambda: os.path.commonpath([one, two])
    yield lambda: os.path.commonprefix([one, two, one + two])
    yield lambda: os.path.relpath('/' + one, '/' + two)
    yield lambda: os.path.abspath('/' + one)
    yield lambda: os.path.basename(3)
    yield lambda: (os.fspath(Path(one)), os.fspath(one))

def everything(cases):
    found = []
    for one, two, text in cases:
        for p, q in paths(one, two):
            found += [outcome(f) for f in look(p, q, text)]
        found += [outcome(f) for f in os_paths(one, two)]
    return found

everything(cases)
"""
PURE = PURE.replace("from warnings_off import quiet\n", "")
program = Monty(PURE, inputs=["cases"])


def natively(source: str, **names: Any) -> Any:
    body, _, last = source.rstrip().rpartition("\n")
    exec(compile(body, "main.py", "exec"), names)
    return eval(last, names)


def compare(cases: list[tuple[str, str, str]]) -> None:
    here = program.run(inputs={"cases": cases})
    there = natively(PURE, cases=cases)
    for index, (ours, theirs) in enumerate(zip(here, there, strict=True)):
        assert ours == theirs, (index, cases)


CASES = [
    ("/a/b/c.tar.gz", "/a/b", "x.y"),
    ("a/./b//c/", "a", "."),
    ("", "", ""),
    (".", "..", ".."),
    ("/", "//", "/"),
    ("//net/share/x", "//net/share", "*"),
    ("../a/../b", "../a", "a*"),
    (".hidden", ".hidden.txt", ".bak"),
    ("name.", "name..txt", "no/slash"),
    ("c:/x/y.txt", "C:/X", "c:z"),
    ("c:\\x\\y", "\\\\host\\share\\d", "\\"),
    ("\u00e9/\u4e2d.t\u00e9xt", "\u00e9", "[a-z]*"),
    ("a b/c", "/a b", "?"),
    ("con/nul.txt", "con", "**"),
    ("~/x", "~", "b.py"),
    ("/a/b", "/a/bc", "c/*"),
]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("case", CASES, ids=lambda case: repr(case[0]))
def test_chosen_paths(case: tuple[str, str, str]) -> None:
    compare([case])


texts = st.text("ab./\\:*[]~ \u00e9", max_size=8)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.tuples(texts, texts, texts))
def test_any_paths(case: tuple[str, str, str]) -> None:
    compare([case])


SUBCLASSES = """
from pathlib import Path, PurePosixPath, PosixPath

class Log(type(Path())):
    def lines(self):
        return self.name.split('.')

class Note(PurePosixPath):
    pass

log = Log('/var/log') / 'a.b.log'
note = Note('x') / 'y'
(repr(log), log.lines(), type(log.parent).__name__, repr(note.with_name('z')), log == Path('/var/log/a.b.log'), repr(note.parents))
"""


def test_classes_of_the_scripts_own() -> None:
    assert Monty(SUBCLASSES).run() == natively(SUBCLASSES)


WITH_SEGMENTS = """
from pathlib import PurePosixPath

class Tagged(PurePosixPath):
    def __init__(self, *segments, tag=None):
        super().__init__(*segments)
        self.tag = tag

    def with_segments(self, *segments):
        return type(self)(*segments, tag=self.tag)

p = Tagged('a', 'b', tag=7)
[(str(q), q.tag) for q in (p / 'c', p.parent, p.with_name('n'), p.joinpath('x', 'y'), *p.parents, p.relative_to('a'))]
"""


def test_with_segments() -> None:
    if sys.version_info >= (3, 12):
        assert Monty(WITH_SEGMENTS).run() == natively(WITH_SEGMENTS)
    else:
        assert Monty("from pathlib import Path\nhasattr(Path('a'), 'with_segments')").run() is False
