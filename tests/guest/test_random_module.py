"""`random`, `secrets` and the OS calls for chance: the same numbers as CPython's for the same seed."""

from __future__ import annotations

import random
from typing import Any

import pytest

from monty_cli import FunctionSnapshot, Monty, MontyComplete, MontyRuntimeError, load_snapshot
from tests.guest.differential import check_calls

PROLOGUE = """
import random

class Own(random.Random):
    def random(self):
        return super().random() / 2

def draws(kind, seed, act):
    source = {'module': random, 'Random': random.Random(), 'Own': Own(0)}[kind]
    source.seed(seed)
    return [act(source) for _ in range(3)], source.random()
""".replace("random.Random()", "random.Random(0)")
DRAWS = """
r.random()
r.randint(-5, 10**20)
r.randrange(7), r.randrange(3, 50, 7), r.randrange(10, 0, -3)
r.choice('abcdef'), r.choice([1, 2, 3]), r.choice(range(10**6))
r.choices([1, 2, 3], k=4), r.choices('ab', [1, 5], k=3), r.choices('ab', cum_weights=[1, 5], k=3)
r.sample(range(1000), 7), r.sample('abcdef', 3), r.sample([1, 2], counts=[3, 4], k=5), r.sample(range(50), 50)
(lambda items: [r.shuffle(items), items])(list(range(20)))
r.uniform(2, 3.5), r.triangular(), r.triangular(1, 5, 2), r.triangular(3, 3)
r.gauss(), r.gauss(5, 2), r.normalvariate(), r.lognormvariate(0, 0.5)
r.expovariate(1.5), r.betavariate(2, 3), r.gammavariate(0.5, 2), r.gammavariate(1.0, 2), r.gammavariate(3, 2)
r.vonmisesvariate(1, 4), r.vonmisesvariate(0, 0), r.paretovariate(3), r.weibullvariate(1, 2)
r.getrandbits(1), r.getrandbits(77), r.randbytes(5)
r.getstate()[0], r.getstate()[2], r.getstate()[1][:3], len(r.getstate()[1])
(lambda state: [r.random(), r.setstate(state), r.random()])(r.getstate())
[hasattr(r, 'binomialvariate') and r.binomialvariate(n, p) for n, p in ((1, 0.5), (10, 0.3), (100, 0.6), (5, 0.0))]
r.randrange(0)
r.randrange(5, 1)
r.randrange(1, 10, 0)
r.randrange(1, 10, -1)
r.randrange(2.5)
r.randrange(1, 'x')
r.randrange(3.0)
r.randint(5, 1)
r.choice([])
r.choice(5)
r.choices('ab', [1])
r.choices('ab', [0, 0])
r.choices('ab', 3)
r.choices('ab', [1, 2], cum_weights=[1, 2])
r.choices('ab', [1, float('inf')])
r.sample({1, 2}, 1)
r.sample([1], 2)
r.sample([1], counts=[1.5], k=1)
r.sample([1, 2], counts=[1], k=1)
r.shuffle((1, 2))
r.getrandbits(-1)
r.gammavariate(0, 1)
r.setstate((5, (), None))
r.setstate((2, r.getstate()[1], None))
r.random(1)
"""
SEEDS: list[Any] = [0, 42, -7, 2**100, 1.5, "text", b"bytes", bytearray(b"x"), True]


def test_draws() -> None:
    lines = DRAWS.strip().splitlines()
    calls = {line: f"lambda kind, seed: draws(kind, seed, lambda r: {line})" for line in lines}
    cases = [
        (line, (kind, seed))
        for line in lines
        for kind in ("module", "Random", "Own")
        for seed in random.Random(3).sample(SEEDS, 2)
    ]
    check_calls(PROLOGUE, calls, cases)


def test_seeds() -> None:
    calls = {
        "seed": "lambda *seed: (random.seed(*seed), random.random())[1]",
        "Random": "lambda *seed: random.Random(*seed).random()",
    }
    cases: list[tuple[str, tuple[Any, ...]]] = [(name, (seed,)) for name in calls for seed in SEEDS]
    cases += [("seed", (seed, 1)) for seed in (5, "text", b"\xff", "", 2.5)] + [
        ("seed", ([],)),
        ("seed", ((1, 2),)),
        ("Random", (1j,)),
    ]
    check_calls("import random", calls, cases)


def answers(source: str, values: list[Any]) -> tuple[list[tuple[str, tuple[Any, ...]]], Any]:
    """Run a program, answering its calls in turn; return them and its result. Each pause is stored and loaded."""
    calls = []
    pause: Any = Monty(source).start()
    while isinstance(pause, FunctionSnapshot):
        calls.append((pause.function_name, pause.args))
        pause = load_snapshot(pause.dump())
        assert isinstance(pause, FunctionSnapshot)
        pause = pause.resume(return_value=values[len(calls) - 1])
    assert isinstance(pause, MontyComplete)
    return calls, pause.output


def test_an_unseeded_generator_is_seeded_once_by_the_operating_system() -> None:
    source = "import random\na = random.random()\nb = random.randint(1, 10**9)\na, b, random.choice('abc')"
    data = bytes(range(32))
    calls, output = answers(source, [data])
    seeded = random.Random(int.from_bytes(data, "big"))
    assert calls == [("os.urandom", (32,))]
    assert output == (seeded.random(), seeded.randint(1, 10**9), seeded.choice("abc"))
    assert answers("import random\nrandom.seed(1)\nrandom.random()", []) == ([], random.Random(1).random())
    assert answers("import random\nrandom.Random().random()", [data]) == (
        calls,
        random.Random(int.from_bytes(data, "big")).random(),
    )


def test_numbers_of_the_operating_system() -> None:
    source = "import random\nr = random.SystemRandom()\nr.random(), r.getrandbits(9), r.randbytes(3), r.choice('abcd'), r.seed(5)"
    calls, output = answers(source, [b"\xff" * 7, b"\x01\xff", b"abc", b"\x20"])
    assert [args for _, args in calls] == [(7,), (2,), (3,), (1,)]
    assert output == (1 - 2**-53, 0x1FF >> 7, b"abc", "b", None)


def test_secrets() -> None:
    tokens = "secrets.token_bytes(2), secrets.token_hex(2), secrets.token_urlsafe(3)"
    source = f"import secrets\n{tokens}, secrets.randbelow(10), secrets.randbits(8), secrets.choice([7]), secrets.compare_digest('a', 'a')"
    calls, output = answers(source, [b"ab", b"\x00\xff", b"\xfb\xff\xfe", b"\x50", b"\x42", b"\x00"])
    assert {name for name, _ in calls} == {"os.urandom"}
    assert output == (b"ab", "00ff", "-__-", 5, 0x42, 7, True)
    assert answers("import secrets\nlen(secrets.token_bytes())", [bytes(32)]) == ([("os.urandom", (32,))], 32)


@pytest.mark.parametrize("answer", [None, "text", b"short", bytearray(32)])
def test_wrong_answers_of_the_operating_system_are_refused(answer: object) -> None:
    pause = Monty("import random\nrandom.random()").start()
    assert isinstance(pause, FunctionSnapshot)
    with pytest.raises(MontyRuntimeError, match=r"os\.urandom\(32\) must give 32 bytes"):
        pause.resume(return_value=answer)


def test_uuids_of_the_operating_system() -> None:
    text = "12345678-1234-4678-9234-567812345678"
    source = "import uuid\nu = uuid.uuid4()\nstr(u), u.version, type(u) is uuid.UUID"
    assert answers(source, [text]) == ([("uuid.uuid4", ())], (text, 4, True))
    pause = Monty(source).start()
    assert isinstance(pause, FunctionSnapshot)
    with pytest.raises(MontyRuntimeError, match=r"uuid\.uuid4 must give a UUID or its text, not int"):
        pause.resume(return_value=5)
