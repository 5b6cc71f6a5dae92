"""Rank texts by a score that somebody else gives: the calls come out of the key function of `sorted`.

`limit` is neither defined nor an input, so that reading it asks for a value too.
"""

from functools import cache


@cache
def score(text):
    return ask(f"From 1 to 10, how useful is this: {text!r}?")


notes = ["the build is red", "nice weather", "login fails for new users", "the build is red"]
ranked = sorted(notes, key=score, reverse=True)
ranked[:limit]
