"""Find free slots for a meeting of several people in several time zones, and book the best one."""

from __future__ import annotations

import operator
from bisect import insort
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from functools import total_ordering
from itertools import accumulate
from typing import Iterable, Iterator
from zoneinfo import ZoneInfo

STEP = timedelta(minutes=30)


@total_ordering
@dataclass(eq=False)
class Slot:
    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise ValueError(f"slot ends before it starts: {self}")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Slot):
            return NotImplemented
        return (self.start, self.end) == (other.start, other.end)

    def __lt__(self, other: Slot) -> bool:
        return (self.start, self.end) < (other.start, other.end)

    def __and__(self, other: Slot) -> Slot | None:
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Slot(start, end) if start < end else None

    def __str__(self) -> str:
        return f"{self.start:%a %H:%M}-{self.end:%H:%M}"


@dataclass
class Person:
    name: str
    zone: ZoneInfo
    busy: list[Slot] = field(default_factory=list)

    def working_hours(self, day: datetime) -> Slot:
        local = day.astimezone(self.zone).date()
        start = datetime.combine(local, time(9), self.zone)
        return Slot(start.astimezone(UTC), (start + timedelta(hours=8)).astimezone(UTC))

    def is_free(self, slot: Slot) -> bool:
        return not any(slot & other for other in self.busy)


def load_person(name: str) -> Person:
    profile = get_profile(name)
    person = Person(name, ZoneInfo(profile["zone"]))
    for event in get_events(name, days=2):
        start = datetime.fromisoformat(event["start"]).astimezone(UTC)
        insort(person.busy, Slot(start, start + timedelta(minutes=event["minutes"])))
    print(f"{name:<4} {person.zone.key:<18} busy: {', '.join(map(str, person.busy)) or 'never'}")
    return person


def candidates(people: Iterable[Person], day: datetime, length: timedelta) -> Iterator[Slot]:
    common = None
    for person in people:
        hours = person.working_hours(day)
        common = hours if common is None else common & hours
        if common is None:
            return
    start = common.start
    while start + length <= common.end:
        slot = Slot(start, start + length)
        if all(person.is_free(slot) for person in people):
            yield slot
        start += STEP


def penalty(slot: Slot, people: list[Person]) -> float:
    """Early and late hours count for everybody who has them."""
    hours = (slot.start.astimezone(p.zone).hour for p in people)
    return sum(abs(hour - 12) ** 1.5 for hour in hours)


def main() -> str | None:
    now = datetime.now(UTC)
    people = [load_person(name) for name in ("ada", "bob", "cy")]
    length = timedelta(minutes=60)
    found: list[Slot] = []
    for offset in range(1, 4):
        day = (now + timedelta(days=offset)).replace(hour=12, minute=0, second=0, microsecond=0)
        slots = list(candidates(people, day, length))
        print(f"{day:%Y-%m-%d}: {len(slots)} free slot(s)")
        found.extend(slots)
    for slot in sorted(found, key=lambda s: (penalty(s, people), s)):
        local = {p.name: f"{slot.start.astimezone(p.zone):%H:%M}" for p in people}
        print(f"trying {slot} {local} penalty {penalty(slot, people):.2f}")
        if book(slot.start.isoformat(), attendees=[p.name for p in people]):
            break
    else:
        return None
    loads = [sum((s.end - s.start for s in p.busy), timedelta()) for p in people]
    print("busy time:", *accumulate(loads, operator.add))
    print(slot == Slot(slot.start, slot.end), slot >= found[0], max(found) is found[-1])
    return slot.start.isoformat()


main()
