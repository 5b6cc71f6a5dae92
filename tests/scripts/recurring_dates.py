"""Date arithmetic: business days, recurring events, ages, fiscal quarters, month ends, and relative times."""

from __future__ import annotations

import calendar
from datetime import date, datetime, timedelta, timezone
from itertools import islice, takewhile
from typing import Callable, Iterator

Rule = Callable[[date], Iterator[date]]


def add_months(day: date, months: int) -> date:
    """Add months; the last day of a month stays within the month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def easter(year: int) -> date:
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    l = (32 + 2 * e + 2 * i - h - k) % 7  # noqa: E741
    m = (a + 11 * h + 19 * l) // 433
    month, day = divmod(h + l - 7 * m + 90, 25)
    return date(year, month, (h + l - 7 * m + 33 * month + 19) % 32)


def holidays(year: int) -> dict[date, str]:
    sunday = easter(year)
    return {
        date(year, 1, 1): "New Year",
        sunday - timedelta(2): "Good Friday",
        sunday + timedelta(1): "Easter Monday",
        date(year, 12, 25): "Christmas",
    }


def is_business_day(day: date) -> bool:
    return day.isoweekday() < 6 and day not in holidays(day.year)


def add_business_days(day: date, count: int) -> date:
    step = timedelta(days=1 if count > 0 else -1)
    while count:
        day += step
        if is_business_day(day):
            count -= int(step / timedelta(days=1))
    return day


def every(months: int) -> Rule:
    def rule(start: date) -> Iterator[date]:
        n = 0
        while True:
            yield add_months(start, n * months)
            n += 1

    return rule


def nth_weekday(n: int, weekday: int) -> Rule:
    def rule(start: date) -> Iterator[date]:
        first = start.replace(day=1)
        while True:
            days = [d for d in calendar.Calendar().itermonthdates(first.year, first.month) if d.month == first.month]
            found = [d for d in days if d.weekday() == weekday][n - 1 if n > 0 else n]
            if found >= start:
                yield found
            first = add_months(first, 1)

    return rule


def age(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def relative(then: datetime, now: datetime) -> str:
    seconds = (now - then).total_seconds()
    for unit, size in (("day", 86400), ("hour", 3600), ("minute", 60)):
        if abs(seconds) >= size:
            count = round(abs(seconds) / size)
            text = f"{count} {unit}{'s' if count != 1 else ''}"
            return f"{text} ago" if seconds > 0 else f"in {text}"
    return "just now"


def main() -> None:
    today = date.today()
    print(f"{today:%A, %d %B %Y}", today.isocalendar(), today.timetuple().tm_yday, calendar.isleap(today.year))
    print([str(add_months(date(2024, 1, 31), n)) for n in (1, 2, 13, -2)])
    print({day.isoformat(): name for day, name in holidays(2024).items()})
    for count in (1, 5, 30, -3):
        print(f"{count:+} business days: {add_business_days(today, count):%a %F}")
    print("monthly:", *islice(every(1)(date(2024, 1, 31)), 4))
    print("third Thursdays:", *takewhile(lambda d: d < date(2024, 7, 1), nth_weekday(3, calendar.THURSDAY)(today)))
    print("last Fridays:", *(f"{d:%d.%m.}" for d in islice(nth_weekday(-1, calendar.FRIDAY)(today), 3)))
    for born in (date(1996, 2, 29), date(2000, 2, 28), date(2023, 12, 31)):
        print(born, age(born, today), (today - born).days)
    now = datetime.now(timezone.utc)
    for text in ("2024-02-28T23:59:00+00:00", "2024-02-27T12:00:00+02:00", "2024-03-01T08:15:00Z", "2024-02-29T00:00:09+00:00"):
        then = datetime.fromisoformat(text)
        print(f"{text:<27} {relative(then, now):<14} {then.astimezone(timezone(timedelta(hours=-5))):%d %b %H:%M %z}")
    start, end = date(2024, 1, 1), date(2024, 3, 31)
    worked = sum(is_business_day(start + timedelta(n)) for n in range((end - start).days + 1))
    print(worked, "business days in the quarter;", datetime.strptime("29 Feb 2024 07:05 PM", "%d %b %Y %I:%M %p"))
    print(datetime(2024, 2, 29, 13, 7, 59, 999).replace(microsecond=0).isoformat(" "), date.fromordinal(738946), date.min, date.max)


if __name__ == "__main__":
    main()
