"""Random guest programs, compared with CPython.

`generate(seed)` writes a program; `check(source, Answers(seed))` runs it natively and through the product and returns
the first disagreement; `python -m tests.random_programs` does so for many, side by side, and makes failing ones small.
"""

from __future__ import annotations

from tests.random_programs.answers import Answers
from tests.random_programs.check import Disagreement, check
from tests.random_programs.generator import generate

__all__ = ["Answers", "Disagreement", "check", "generate"]
