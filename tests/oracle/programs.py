"""Guest programs of the corpus: chunks of `tests/corpus/*.py`, each with its directives.

A chunk starts at a line `# --- name-of-program`; the comment lines right under it may be directives:

    # python: >=3.12                    runs only there
    # error: ZeroDivisionError          ends in this error, which leaves the program
    # answers: [1, 'a', fail(ValueError('x'))]     the first answers of the host, in order of the calls
    # host: fetch = lambda n: n + 1     how a function of the host answers (any number of such lines)
    # names: {'limit': 3}               what names of the host hold that the program reads as values
    # unbound: ghost                    names that the host does not know (several with commas)
    # futures: fetch, save              functions of the host whose calls are left pending: they give coroutines
    # takes: fetch = lambda n: 3 - n    how long such a call takes, in seconds (or a number, `never`, `script(3, 1)`)
    # resolve: last 2, first            which of the pending calls are settled when all tasks wait, in turn
    # varies: sorts compare more in 3.13    why its calls are others on another Python

A line that ends in `# refuses: words` tells that `dump()` is refused, with these words, at some pause on that line; for
several reasons they are written `words | other words`. A program keeps the line numbers of its file. Its result is its
last statement's, when that is an expression. The words of `# resolve:` and the order of settling are told in
`tests.oracle.waiting`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from tests.oracle.answers import Answers, evaluate
from tests.oracle.waiting import Rule, parse_steps

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
HEADER = re.compile(r"# --- (?P<name>[a-z0-9-]+)\s*$")
DIRECTIVE = re.compile(
    r"# (?P<key>python|error|answers|host|names|unbound|varies|futures|takes|resolve): (?P<value>.+)$"
)
REFUSES = re.compile(r"# refuses: (?P<reason>.+?)\s*$")


class Program:
    """A guest program, what the host answers it, and what is known about its end and its pauses.

    `refuses` maps a line to the words of its refusals; `minimum` is the lowest Python version (major and minor);
    `varies` is the reason why it does not run the same on every Python, if so; `rule` is how calls that are left pending are
    settled.
    """

    __slots__ = ("answers", "error", "file", "minimum", "name", "refuses", "rule", "source", "varies")

    def __init__(self, name: str, source: str, file: str = "main.py") -> None:
        self.name = name
        self.source = source
        self.file = file
        self.answers = Answers()
        self.rule = Rule()
        self.error: str | None = None
        self.minimum = (3, 11)
        self.refuses: dict[int, list[str]] = {}
        self.varies: str | None = None

    @classmethod
    def parse(cls, text: str, name: str = "main", file: str = "main.py", first_line: int = 1) -> Program:
        """Return the program in `text`, whose directives are its first lines; `first_line` is its place in `file`."""
        program = cls(name, "\n" * (first_line - 1) + text, file)
        lines = text.split("\n")
        for line in lines:
            directive = DIRECTIVE.match(line)
            if directive is None:
                break
            DIRECTIVES[directive["key"]](program, directive["value"].strip())
        for number, line in enumerate(lines, first_line):
            refused = REFUSES.search(line)
            if refused is not None:
                program.refuses[number] = refused["reason"].split(" | ")
        return program

    def runs_on(self, version: tuple[int, int]) -> bool:
        """Tell whether this program is for a Python of this `version`."""
        return version >= self.minimum

    def __repr__(self) -> str:
        return f"Program({self.file}::{self.name})"


def _python(program: Program, value: str) -> None:
    major, minor = value.removeprefix(">=").split(".")
    program.minimum = (int(major), int(minor))


def _error(program: Program, value: str) -> None:
    program.error = value


def _answers(program: Program, value: str) -> None:
    program.answers.items = evaluate(value)


def _host(program: Program, value: str) -> None:
    name, _, expression = value.partition("=")
    program.answers.functions[name.strip()] = evaluate(expression.strip())


def _names(program: Program, value: str) -> None:
    program.answers.names = evaluate(value)


def _unbound(program: Program, value: str) -> None:
    program.answers.unbound = frozenset(name.strip() for name in value.split(","))


def _varies(program: Program, value: str) -> None:
    program.varies = value


def _futures(program: Program, value: str) -> None:
    program.rule.futures = frozenset(name.strip() for name in value.split(","))


def _takes(program: Program, value: str) -> None:
    name, _, expression = value.partition("=")
    program.rule.takes[name.strip()] = evaluate(expression.strip())


def _resolve(program: Program, value: str) -> None:
    program.rule.steps = parse_steps(value)


DIRECTIVES: dict[str, Callable[[Program, str], None]] = {
    "python": _python,
    "error": _error,
    "answers": _answers,
    "host": _host,
    "names": _names,
    "unbound": _unbound,
    "varies": _varies,
    "futures": _futures,
    "takes": _takes,
    "resolve": _resolve,
}


def chunks(path: Path) -> Iterator[Program]:
    """Yield the programs of a corpus file in order."""
    name, start, body = "", 0, list[str]()
    for number, line in enumerate([*path.read_text().split("\n"), "# --- end"], 1):
        header = HEADER.match(line)
        if header is None:
            body.append(line)
            continue
        if name:
            yield Program.parse("\n".join(body).rstrip() + "\n", name, path.name, start + 1)
        name, start, body = header["name"], number, []


@cache
def every_program() -> tuple[Program, ...]:
    """Return all programs of the corpus, whatever Python they are for."""
    return tuple(program for path in sorted(CORPUS.glob("*.py")) for program in chunks(path))


def corpus() -> list[Program]:
    """Return the programs of the corpus that the running Python can run."""
    return [program for program in every_program() if program.runs_on(sys.version_info[:2])]


def find(name: str) -> Program:
    """Return the corpus program of this name (`file.py::name` or `name`). Raises `LookupError`."""
    for program in every_program():
        if name in (program.name, f"{program.file}::{program.name}"):
            return program
    raise LookupError(f"no program {name!r} in {CORPUS}")
