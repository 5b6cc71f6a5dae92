"""Add up working hours from a timesheet, across midnight and time zones, with overtime and a calendar of the month."""

import calendar
import csv
import io
from collections import defaultdict
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

FULL_DAY = timedelta(hours=8)
BREAK_AFTER = timedelta(hours=6)
BREAK = timedelta(minutes=30)


def parse_clock(text: str) -> time:
    hours, minutes = map(int, text.split(":"))
    return time(hours, minutes)


def worked(day: date, start: str, end: str, zone: str) -> timedelta:
    """Return how long somebody worked, in real hours: also when the clocks change or the shift goes past midnight."""
    tz = ZoneInfo(zone)
    begin = datetime.combine(day, parse_clock(start), tzinfo=tz)
    finish = datetime.combine(day, parse_clock(end), tzinfo=tz)
    if finish <= begin:
        finish = datetime.combine(day + timedelta(days=1), parse_clock(end), tzinfo=tz)
    duration = finish.astimezone(ZoneInfo("UTC")) - begin.astimezone(ZoneInfo("UTC"))
    return duration - BREAK if duration > BREAK_AFTER else duration


def show(delta: timedelta) -> str:
    sign = "-" if delta < timedelta(0) else ""
    minutes = abs(delta) // timedelta(minutes=1)
    return f"{sign}{minutes // 60}:{minutes % 60:02d}"


def workdays(year: int, month: int, holidays: set[date]) -> list[date]:
    days = range(1, calendar.monthrange(year, month)[1] + 1)
    dates = (date(year, month, d) for d in days)
    return [d for d in dates if d.weekday() < calendar.SATURDAY and d not in holidays]


def main() -> None:
    with open("shifts.csv", newline="") as source:
        text = source.read()
    totals: dict[str, timedelta] = defaultdict(timedelta)
    by_week: dict[tuple[int, int], timedelta] = defaultdict(timedelta)
    present: set[date] = set()
    for row in csv.DictReader(io.StringIO(text), skipinitialspace=True):
        day = date.fromisoformat(row["day"])
        hours = worked(day, row["start"], row["end"], row["zone"])
        totals[row["who"]] += hours
        by_week[day.isocalendar()[:2]] += hours
        present.add(day)
        overtime = f" (+{show(hours - FULL_DAY)})" if hours > FULL_DAY else ""
        print(f"{day:%a %d %b} {row['who']:<6}{row['start']}-{row['end']} {row['zone']:<17}{show(hours):>6}{overtime}")

    print()
    for who, total in sorted(totals.items(), key=lambda pair: pair[1], reverse=True):
        print(f"{who:<8}{show(total):>8} = {total / timedelta(hours=1):.2f} h, {total / FULL_DAY:.2f} days")
    for (year, week), total in sorted(by_week.items()):
        print(f"week {week} of {year}: {show(total)}")

    due = workdays(2024, 3, holidays={date(2024, 3, 29)})
    print(f"{len(due)} working days, first {due[0]}, last {due[-1]:%A}")
    print("missing:", ", ".join(f"{d:%d}" for d in due if d not in present and d.day < 8) or "none")
    print(calendar.month(2024, 3))
    later = datetime(2024, 3, 31, 1, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    print(later.isoformat(), (later + timedelta(hours=1)).isoformat(), later.utcoffset(), later.tzname())
    print(show(timedelta(minutes=-75)), [f"{w}" for w in calendar.Calendar().monthdayscalendar(2024, 2)[-1:]])


if __name__ == "__main__":
    main()
