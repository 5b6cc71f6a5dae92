"""Simulate customers at a checkout with several tills, event by event, with a fixed seed, and compare policies."""

from __future__ import annotations

import heapq
import random
import statistics
from collections import deque
from dataclasses import dataclass, field
from enum import Flag, StrEnum, auto
from typing import Callable


class Kind(StrEnum):
    ARRIVAL = auto()
    DONE = auto()


class Options(Flag):
    NONE = 0
    EXPRESS = auto()
    SELF_SERVICE = auto()
    ALL = EXPRESS | SELF_SERVICE


@dataclass(slots=True)
class Customer:
    number: int
    arrived: float
    items: int
    served: float | None = None

    @property
    def waited(self) -> float:
        return (self.served or self.arrived) - self.arrived


@dataclass
class Till:
    name: str
    seconds_per_item: float
    accepts: Callable[[Customer], bool] = lambda customer: True
    queue: deque[Customer] = field(default_factory=deque)
    busy_until: float = 0.0
    busy_time: float = 0.0


class Shop:
    def __init__(self, tills: list[Till], seed: int) -> None:
        self.rng = random.Random(seed)
        self.tills = tills
        self.events: list[tuple[float, int, Kind, object]] = []
        self.sequence = 0
        self.customers: list[Customer] = []
        self.handlers = {Kind.ARRIVAL: self.arrive, Kind.DONE: self.finish}

    def schedule(self, time: float, kind: Kind, subject: object) -> None:
        self.sequence += 1
        heapq.heappush(self.events, (time, self.sequence, kind, subject))

    def arrive(self, now: float, customer: Customer) -> None:
        self.customers.append(customer)
        choices = [till for till in self.tills if till.accepts(customer)]
        till = min(choices, key=lambda t: (len(t.queue) + (t.busy_until > now), t.name))
        till.queue.append(customer)
        if till.busy_until <= now:
            self.serve(now, till)

    def serve(self, now: float, till: Till) -> None:
        customer = till.queue.popleft()
        customer.served = now
        duration = 10 + customer.items * till.seconds_per_item * self.rng.uniform(0.8, 1.2)
        till.busy_until = now + duration
        till.busy_time += duration
        self.schedule(till.busy_until, Kind.DONE, till)

    def finish(self, now: float, till: Till) -> None:
        if till.queue:
            self.serve(now, till)

    def run(self, customers: int) -> float:
        time = 0.0
        for number in range(customers):
            time += self.rng.expovariate(1 / 20)
            items = max(1, round(self.rng.lognormvariate(2, 0.8)))
            self.schedule(time, Kind.ARRIVAL, Customer(number, time, items))
        now = 0.0
        while self.events:
            now, _, kind, subject = heapq.heappop(self.events)
            self.handlers[kind](now, subject)
        return now


def make_tills(options: Options) -> list[Till]:
    tills = [Till("till 1", 3.0), Till("till 2", 3.0)]
    if Options.EXPRESS in options:
        tills[1].accepts = lambda customer: customer.items <= 8
        tills[1].name = "express"
    if options & Options.SELF_SERVICE:
        tills.append(Till("self", 6.0, lambda c: c.items < 12))
    return tills


def main() -> None:
    results: dict[str, float] = {}
    for options in (Options.NONE, Options.EXPRESS, Options.ALL):
        shop = Shop(make_tills(options), seed=11)
        end = shop.run(40)
        waits = [c.waited for c in shop.customers]
        print(f"{options!r}: closed after {end / 60:.1f} min")
        print(f"  mean {statistics.fmean(waits):6.1f}s  median {statistics.median(waits):6.1f}s  max {max(waits):6.1f}s")
        for till in shop.tills:
            share = till.busy_time / end
            print(f"  {till.name:<8}{'▒' * round(share * 20):<20}{share:>7.1%}")
        results[str(options.name)] = round(statistics.fmean(waits), 2)
    best = min(results, key=results.__getitem__)
    print(best, results, Kind.DONE, f"{Kind.ARRIVAL:>10}", Kind("done") is Kind.DONE)


main()
