"""`python -m tests.hostile.fuzz_source --seconds N --seed N`: odd source texts, and what becomes of them.

Texts are programs of the corpus with tokens and characters changed, and random nests. `Monty(text)` ends in a script or in a
MontySyntaxError; running the script, in a result or in one of Monty's own errors. `exec` inside a script is tried with them too.
"""

from __future__ import annotations

import argparse
import io
import itertools
import random
import sys
import time
import tokenize
from collections.abc import Callable
from functools import cache
from typing import Any

from monty_cli import Monty, MontyError, MontySyntaxError
from tests.oracle.programs import corpus

from .fuzz_snapshots import report
from .pen import Pen

LIMITS: Any = {"max_duration_secs": 1.0, "max_memory": 1 << 29, "max_output": 1 << 20}
STEPS = 3
_ODD = [
    "\0",
    "\x0c",
    "\u202e",
    "\ud800",
    "\ufeff",
    "\uff47",
    "\\",
    "\r",
    "\t",
    "'''",
    '"',
    "#",
    "@",
    "@t1",
    "`",
    "$",
    "…",
    "0x",
    "1_",
    "1e999",
    "9" * 5000,
]
_WRITTEN = """
    lambda async await def class return yield from import try except finally with as match case if else elif for while in is not and or
    del global nonlocal pass break continue raise assert : ( ) [ ] { } , . := = == + - * ** / // % @ -> ~ None True ... * f'{x}'
    f'{x!r:>{y}}' __class__ super() type X[T]: __debug__ __import__ ask self print exec eval
"""
_WORDS = [*_WRITTEN.split(), "\n", "\n    "]
_OPENERS: list[tuple[str, str]] = [
    ("(", ")"), ("[", "]"), ("{", "}"), ("-", ""), ("not ", ""), ("lambda: ", ""), ("x if y else ", ""), ("[x for x in ", "]"),
    ("(yield ", ")"), ("f(", ")"), ("x[", "]"), ("{1: ", "}"), ("(x := ", ")"), ("await ", ""), ("x.a + ", ""), ("f'{", "}'"),
    ("{*(", ")}"), ("*", ""), ("a and ", ""), ("a < ", ""), ("print(*", ")"), ("[", " for x in y]"), ("{", ": 1 for x in y}"),
    ("2 ** ", ""), ("(lambda x=", ": x)"), ("x @ ", ""),
]  # fmt: skip
_BLOCKS = [
    "if x:",
    "while 0:",
    "for i in []:",
    "def f():",
    "class C:",
    "try:",
    "with x:",
    "async def g():",
    "match x:",
    "else:",
    "except* E:",
]


@cache
def texts() -> list[str]:
    """The programs of the corpus."""
    return [program.source for program in corpus()]


def odd(seed: int, number: int) -> str:
    """The text of case `number`."""
    chance = random.Random(f"{seed}:{number}")
    kind = chance.random()
    if kind < 0.25:
        return _nest(chance)
    text = chance.choice(texts())
    for _ in range(chance.choice((1, 1, 2, 4, 10))):
        text = _characters(text, chance) if kind < 0.45 else _tokens(text, chance)
    return text


def _nest(chance: random.Random) -> str:
    depth = chance.choice((1, 3, 10, 19, 21, 30, 60, 150, 400, 1500, 6000))
    if chance.random() < 0.25:
        lines = [chance.choice(_BLOCKS) if chance.random() < 0.3 else "if x:" for _ in range(depth)]
        return "\n".join(" " * place + line for place, line in enumerate(lines)) + "\n" + " " * depth + "pass"
    same = chance.choice(_OPENERS)
    parts = [same if chance.random() < 0.85 else chance.choice(_OPENERS) for _ in range(depth)]
    inner = chance.choice(("x", "1", "", "ask()", "yield", "*x", "a=1"))
    return "".join(part[0] for part in parts) + inner + "".join(part[1] for part in reversed(parts))


def _characters(text: str, chance: random.Random) -> str:
    place = chance.randrange(len(text) + 1)
    how = chance.randrange(4)
    if how == 0:
        return text[:place] + text[place + chance.choice((1, 1, 3, 30)) :]
    if how == 1:
        return text[:place] + chance.choice(_ODD) + text[place:]
    if how == 2:
        return text[:place]
    other = chance.choice(texts())
    return text[:place] + other[chance.randrange(len(other)) :]


def _tokens(text: str, chance: random.Random) -> str:
    try:
        tokens = [(token.type, token.string) for token in tokenize.generate_tokens(io.StringIO(text).readline)]
    except (tokenize.TokenError, SyntaxError, ValueError, SystemError):
        return _characters(text, chance)
    place = chance.randrange(len(tokens))
    how = chance.randrange(5)
    if how == 0:
        del tokens[place]
    elif how == 1:
        tokens.insert(place, (tokenize.NAME, chance.choice(_WORDS)))
    elif how == 2:
        tokens[place] = (tokens[place][0], chance.choice(_WORDS))
    elif how == 3:
        tokens[place] = chance.choice(tokens)
    else:
        other = chance.randrange(len(tokens))
        tokens[place], tokens[other] = tokens[other], tokens[place]
    try:
        return tokenize.untokenize(tokens)
    except (ValueError, AssertionError, IndexError, TypeError):
        return _characters(text, chance)


def attempt(text: str, phase: Callable[[str], None]) -> str:
    """Try a text as a script, and as what a script executes."""
    phase("compile")
    try:
        script = Monty(text)
    except MontySyntaxError:
        kind = "refused"
    else:
        kind = _run(script, phase)
    if len(text) < 20_000:
        _run(Monty("exec(text)", inputs=["text"]), phase, {"text": text})
    return kind


def _run(script: Monty, phase: Callable[[str], None], inputs: dict[str, Any] | None = None) -> str:
    phase("run")
    try:
        current: Any = script.start(inputs=inputs, print_callback=_quiet, limits=LIMITS)
        for _ in range(STEPS):
            kind = type(current).__name__
            if kind == "MontyComplete":
                return "ended"
            if kind == "FunctionSnapshot":
                current = current.resume(return_value=1)
            elif kind == "NameLookupSnapshot":
                current = current.resume(value=1)
            else:
                current = current.resume({number: {"return_value": 1} for number in current.pending_call_ids})
    except MontyError:
        return "raised"
    except ValueError as error:
        if "surrogate" not in str(error):
            raise
    return "paused"


def _quiet(stream: str, text: str) -> None:
    """Stand in for the output."""


def fuzz(seconds: float, seed: int, most: int = 10) -> Pen:
    """Try odd texts for some time; the pen knows what was found."""
    texts()
    pen = Pen(lambda number, phase: attempt(odd(seed, number), phase), gentle=10)
    pen.work(itertools.count(), time.monotonic() + seconds, most)
    return pen


def main() -> int:
    """Fuzz, or try one case again; return 1 if anything was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.hostile.fuzz_source", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--case", type=int, help="try this case only, in this process")
    parser.add_argument("--most", type=int, default=50, help="stop after so many findings")
    options = parser.parse_args()
    if options.case is not None:
        text = odd(options.seed, options.case)
        print(ascii(text))
        print(attempt(text, print))
        return 0
    pen = fuzz(options.seconds, options.seed, options.most)
    report(pen, options.seed)
    return 1 if pen.findings else 0


if __name__ == "__main__":
    sys.exit(main())
