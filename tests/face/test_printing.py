"""Where the output of scripts goes: callables and collectors, live, loaded and beside an event loop."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from monty_cli import CollectStreams, CollectString, FunctionSnapshot, Monty, MontyRuntimeError, load_snapshot

SCRIPT = "print('one', 2, sep='-')\nf()\nprint('drei', end='')\nprint('ü')"


def test_any_callable_takes_the_output() -> None:
    pieces: list[tuple[str, str]] = []
    Monty("print('a', 1)\nprint()").run(print_callback=lambda stream, text: pieces.append((stream, text)))
    assert "".join(text for _, text in pieces) == "a 1\n\n"
    assert {stream for stream, _ in pieces} == {"stdout"}


@pytest.mark.parametrize("print_callback", [1, "stdout", []])
def test_what_cant_be_called_is_refused(print_callback: Any) -> None:
    with pytest.raises(TypeError, match="argument 'print_callback'"):
        Monty("1").run(print_callback=print_callback)


def test_a_string_collects_live_and_loaded() -> None:
    before, after = CollectString(), CollectString()
    snapshot = Monty(SCRIPT).start(print_callback=before)
    assert isinstance(snapshot, FunctionSnapshot)
    loaded = load_snapshot(snapshot.dump(), print_callback=after)
    assert isinstance(loaded, FunctionSnapshot)
    loaded.resume(return_value=None)
    assert (before.output, after.output) == ("one-2\n", "dreiü\n")
    snapshot.resume(return_value=None)
    assert before.output == "one-2\ndreiü\n"
    assert repr(after) == "CollectString(output='dreiü\\n')"


def test_streams_collect_what_goes_to_one_stream_in_a_row_as_one_piece() -> None:
    collected = CollectStreams()
    Monty(SCRIPT).run(external_functions={"f": lambda: collected("stderr", "between")}, print_callback=collected)
    assert collected.output == [("stdout", "one-2\n"), ("stderr", "between"), ("stdout", "dreiü\n")]
    assert repr(CollectStreams()) == "CollectStreams(output=[])"


def test_a_collector_works_beside_an_event_loop() -> None:
    collected = CollectString()
    asyncio.run(Monty(SCRIPT).run_async(external_functions={"f": lambda: None}, print_callback=collected))
    assert collected.output == "one-2\ndreiü\n"


@pytest.mark.parametrize(
    ("limit", "taken"), [(0, ""), (3, "abc"), (4, "abc\n"), (6, "abc\nü"), (None, "abc\nü\n" + "x" * 99)]
)
def test_a_collector_is_full_at_its_limit_in_bytes(limit: int | None, taken: str) -> None:
    collected = CollectString(max_bytes=limit)
    script = "for piece in ['abc', '\\n', 'ü', '\\n', 'x' * 99]:\n    print(piece, end='')"
    if limit is None:
        Monty(script).run(print_callback=collected)
    else:
        with pytest.raises(MontyRuntimeError, match=f"MemoryError: the script prints more than {limit} bytes"):
            Monty(script).run(print_callback=collected)
    assert collected.output == taken


def test_a_script_may_catch_that_its_output_is_too_much() -> None:
    script = "try:\n    print('x' * 99)\nexcept MemoryError as error:\n    print('short')"
    collected = CollectString(max_bytes=20)
    Monty(script).run(print_callback=collected)
    assert collected.output == "short\n"


@pytest.mark.parametrize("collector", [CollectString, CollectStreams])
def test_limits_are_whole_numbers(collector: Any) -> None:
    assert collector().max_bytes == 10 * 1024 * 1024
    with pytest.raises(TypeError, match="'max_bytes': 'float' object"):
        collector(max_bytes=1.5)
    with pytest.raises(ValueError, match="negative"):
        collector(max_bytes=-1)


def test_lone_surrogates_are_collected() -> None:
    collected = CollectString()
    Monty("print('\\ud800')").run(print_callback=collected)
    assert collected.output == "\ud800\n"
