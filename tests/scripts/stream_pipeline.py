"""A pipeline of generators that reads batches of events, validates, enriches and batches them, with logging and statistics."""

from __future__ import annotations

import io
import logging
import time
from collections import Counter
from contextlib import ExitStack, contextmanager, redirect_stdout
from functools import partial, reduce
from itertools import islice
from typing import Any, Callable, Generator, Iterable, Iterator, TypeVar

T = TypeVar("T")
Event = dict[str, Any]
Stage = Callable[[Iterable[Event]], Iterator[Event]]

stream = io.StringIO()
logger = logging.getLogger("pipeline")
handler = logging.StreamHandler(stream)
handler.setFormatter(logging.Formatter("{levelname}|{funcName}|{message}", style="{"))
logger.addHandler(handler)
logger.setLevel(logging.DEBUG)
logger.propagate = False


@contextmanager
def timed(name: str) -> Generator[dict[str, float], None, None]:
    result: dict[str, float] = {}
    started = time.perf_counter()
    try:
        yield result
    finally:
        result["seconds"] = time.perf_counter() - started
        logger.info("%s took %.1fs", name, result["seconds"])


def source(batches: int) -> Iterator[Event]:
    for number in range(batches):
        events = read_events(number)
        logger.debug("batch %d: %d events", number, len(events))
        yield from events


def validate(events: Iterable[Event], *, required: tuple[str, ...]) -> Iterator[Event]:
    for event in events:
        missing = [key for key in required if event.get(key) is None]
        if missing:
            logger.warning("dropping %s: no %s", event.get("id"), "/".join(missing))
            continue
        yield event


def enrich(events: Iterable[Event]) -> Iterator[Event]:
    names: dict[int, str] = {}
    for event in events:
        user = event["user"]
        if user not in names:
            names[user] = lookup_user(user)
        yield {**event, "name": names[user], "ms": float(event.get("ms", 0))}


def deduplicate(events: Iterable[Event], key: str = "id") -> Iterator[Event]:
    seen: set[Any] = set()
    for event in events:
        if (value := event[key]) in seen:
            logger.warning("duplicate %s", value)
        else:
            seen.add(value)
            yield event


def batched(items: Iterable[T], size: int) -> Iterator[list[T]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def averager() -> Generator[float, float, str]:
    total, count = 0.0, 0
    value = yield 0.0
    while value >= 0:
        total, count = total + value, count + 1
        value = yield total / count
    return f"{count} values, {total:g} in all"


def compose(*stages: Stage) -> Stage:
    return lambda events: reduce(lambda acc, stage: stage(acc), stages, events)


def main() -> None:
    pipeline = compose(partial(validate, required=("id", "user")), deduplicate, enrich)
    counts: Counter[str] = Counter()
    average = averager()
    next(average)
    with ExitStack() as stack:
        timing = stack.enter_context(timed("pipeline"))
        stack.callback(print, "closing")
        for batch in batched(pipeline(source(3)), 4):
            stored = store(batch)
            for event in batch:
                counts[event["name"]] += 1
                mean = average.send(event["ms"])
            print(f"stored {stored} of {len(batch)}, mean {mean:.2f}")
    try:
        average.send(-1)
    except StopIteration as stop:
        print(stop.value)
    print(timing, counts.most_common(2))

    captured = io.StringIO()
    with redirect_stdout(captured):
        print("not shown")
    print(repr(captured.getvalue()))
    for line in stream.getvalue().splitlines():
        print("log:", *line.split("|"), sep=" ")


if __name__ == "__main__":
    main()
