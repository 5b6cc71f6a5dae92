"""Compare two versions of a text: unified diff, word changes, similarity, and suggestions for misspelled names."""

import difflib
import fnmatch
import pprint
import reprlib
from itertools import chain
from typing import Iterable, List, NamedTuple, Tuple

OLD = """\
# Settings
host = localhost
port = 8080
debug = true

[paths]
data = /var/data
logs = /var/log/app
""".splitlines(keepends=True)

NEW = """\
# Settings
host = example.com
port = 8443
tls = true

[paths]
data = /srv/data
logs = /var/log/app
cache = /tmp/cache
""".splitlines(keepends=True)


class Change(NamedTuple):
    kind: str
    old: List[str]
    new: List[str]


def changes(a: List[str], b: List[str]) -> Iterable[Change]:
    matcher = difflib.SequenceMatcher(None, a, b, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            yield Change(tag, a[i1:i2], b[j1:j2])


def word_diff(old: str, new: str) -> str:
    """Mark what was removed as [-this-] and what was added as {+this+}."""
    parts = []
    for token in difflib.ndiff(old.split(), new.split()):
        mark, word = token[0], token[2:]
        if mark == "-":
            parts.append(f"[-{word}-]")
        elif mark == "+":
            parts.append(f"{{+{word}+}}")
        elif mark == " ":
            parts.append(word)
    return " ".join(parts)


def similarity(a: str, b: str) -> float:
    return difflib.SequenceMatcher(a=a, b=b).ratio()


def levenshtein(a: str, b: str) -> int:
    previous = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        current = [i]
        for j, y in enumerate(b, 1):
            current.append(min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + (x != y)))
        previous = current
    return previous[-1]


def suggest(name: str, known: List[str]) -> Tuple[str, ...]:
    return tuple(difflib.get_close_matches(name, known, n=2, cutoff=0.5))


def main() -> None:
    print("".join(difflib.unified_diff(OLD, NEW, "settings.old", "settings.new", n=1)), end="")
    for change in changes(OLD, NEW):
        print(f"{change.kind:<8} {[s.strip() for s in change.old]} -> {[s.strip() for s in change.new]}")
    print(word_diff("the quick brown fox jumps over the dog", "the slow brown fox jumped over the lazy dog"))
    known = ["customer", "customers", "product", "price", "quantity"]
    for name in ("custmer", "pruduct", "qty", "pricing"):
        best = suggest(name, known)
        distances = {word: levenshtein(name, word) for word in best}
        print(f"{name:<8} {best or 'no idea'} {distances} {similarity(name, known[0]):.3f}")
    files = ["a.py", "b.txt", "test_a.py", "data/c.py", "README.MD"]
    print(fnmatch.filter(files, "*.py"), [f for f in files if fnmatch.fnmatchcase(f, "[!t]*.??")])
    structure = {
        "old": dict(line.strip().split(" = ") for line in OLD if " = " in line),
        "new": dict(line.strip().split(" = ") for line in chain(NEW[:4], NEW[6:]) if " = " in line),
        "longest": max(NEW, key=len),
        "nested": [[1, [2, [3, [4]]]], ("one",), len({"x", "y"})],
    }
    pprint.pprint(structure, width=60, sort_dicts=False)
    print(reprlib.repr(list(range(100))), reprlib.repr("x" * 100))


main()
