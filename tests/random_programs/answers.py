"""What the host answers a random program: by seed, function name and the number of the call."""

from __future__ import annotations

import random
from collections.abc import Callable

OFF_KIND = 0.006  # how often an answer has another type than its function promises
FAILURE = 0.006  # how often a call raises

OTHERS: dict[str, tuple[object, ...]] = {
    # No text or list in the place of a number: `n = n + n` in a loop would double it.
    "ext": (None, True, 2.5, False),
    "ext_text": (None, 7),
    "ext_list": (None, 3, (1, 2), [None], {"a": 1}),
    "ext_pair": (None, 3, [1, 2], ("x", 1)),
    "ext_dict": (None, 3, {1: 2}, {"a": None}),
}


class Answers:
    """The host's script for one program."""

    __slots__ = ("seed",)

    def __init__(self, seed: int) -> None:
        self.seed = seed

    def answer(self, name: str, number: int) -> object:
        """Return the answer to call `number` (over all functions, from 0) of the function `name`.

        An exception as the answer is raised at the call. Every answer is a new object.
        """
        chooser = random.Random(self.seed * 1_000_003 + number)
        draw = chooser.random()
        if draw < FAILURE:
            return chooser.choice((ValueError, KeyError, ValueError))(f"call {number}")
        if draw < FAILURE + OFF_KIND and name in OTHERS:
            other = chooser.choice(OTHERS[name])
            return list(other) if isinstance(other, list) else dict(other) if isinstance(other, dict) else other
        return ANSWERS.get(name, _int)(chooser)


def _int(chooser: random.Random) -> int:
    return chooser.choice((0, 1, 2, 3, 4, 5, -1, -2, 7, 1, 2, 12))


def _text(chooser: random.Random) -> str:
    return chooser.choice(("a", "b", "key", "", "no", "wörd", "xyz"))


def _list(chooser: random.Random) -> list[int]:
    return [_int(chooser) for _ in range(chooser.randrange(5))]


def _dict(chooser: random.Random) -> dict[str, int]:
    return {_text(chooser): _int(chooser) for _ in range(chooser.randrange(4))}


def _any(chooser: random.Random) -> object:
    return chooser.choice((_int, _text, _list, _dict, lambda chooser: None, lambda chooser: (1, [2], {"a": None})))(
        chooser
    )


ANSWERS: dict[str, Callable[[random.Random], object]] = {
    "ext": _int,
    "ext_text": _text,
    "ext_list": _list,
    "ext_pair": lambda chooser: tuple(_list(chooser)),
    "ext_dict": _dict,
    "ext_any": _any,
}
