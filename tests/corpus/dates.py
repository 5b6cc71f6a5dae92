# --- dates-of-a-schedule
from datetime import date, datetime, time, timedelta

start = date(2024, 1, 29)
slots = [datetime.combine(start + timedelta(days=n), time(9, 30)) for n in range(5)]
for slot in slots:
    room = book(slot.isoformat(), slot.weekday())
    print(slot.strftime("%a %d %b %Y %H:%M"), "->", room)
gap = slots[-1] - slots[0]
print(gap, repr(gap), gap.total_seconds() / 3600, gap // timedelta(hours=5), gap % timedelta(hours=5))
[ask(slot.replace(minute=0)) for slot in slots[:2]], max(slots), sorted(slots, key=lambda s: -s.day)[0].date()


# --- dates-key-function-pauses
# host: weight = lambda day: {1: 3, 2: 1, 3: 2}[day]
from datetime import date

days = [date(2024, 5, n) for n in (1, 2, 3)]
ranked = sorted(days, key=lambda d: weight(d.day))
print(ranked, min(days, key=lambda d: -weight(d.day)))
by_month = {d: note(d.isoformat()) for d in ranked}
print(by_month[date(2024, 5, 2)], date(2024, 5, 3) in by_month)
by_month


# --- dates-now-is-asked
from datetime import date, datetime, timedelta, timezone

first = datetime.now()
ask("between")
second = datetime.now(timezone.utc)
third = datetime.now(tz=timezone(timedelta(hours=-5), "EST"))
print(first, second, third, third.tzname(), second < third)
f = datetime.now
today = [date.today(), f().date(), datetime.today(), datetime.utcnow()]
(second - third).total_seconds(), today, first.timestamp()


# --- dates-now-by-directives
# host: datetime.now = script(fail(OSError('no clock')))
# host: date.today = lambda: __import__('datetime').date(1999, 12, 31)
import datetime

try:
    datetime.datetime.now()
except OSError as error:
    print("failed", error)
datetime.date.today() + datetime.timedelta(days=1)


# --- dates-now-in-helpers
from datetime import datetime, timedelta


class Session:
    def __init__(self, user, ttl):
        self.user = user
        self.started = datetime.now()
        self.now = self.started
        self.ttl = timedelta(seconds=ttl)

    def expired(self):
        return datetime.now() - self.started > self.ttl

    def today(self):
        return self.started.date()


sessions = [Session(name, ttl) for name, ttl in (("ann", 10), ("bob", 100), ("eve", 45))]
print([s.user for s in sessions if s.expired()])
print(max(sessions, key=lambda s: (datetime.now() - s.now).total_seconds()).user)
[s.today() for s in sessions]


# --- dates-subclass-of-datetime
from datetime import date, datetime, timedelta


class Stamp(datetime):
    def __new__(cls, *args, label="", **kwargs):
        made = super().__new__(cls, *args, **kwargs)
        made.label = label
        return made

    def tagged(self):
        return f"{self:%Y-%m-%d} {self.label}"


class Day(date):
    @classmethod
    def today(cls):
        found = super().today()
        return cls(found.year, found.month, 1)


stamp = Stamp(2024, 2, 29, 12, label="leap")
ask(1)
print(stamp.tagged(), repr(stamp), stamp == datetime(2024, 2, 29, 12), type(stamp.replace(day=1)).__name__)
later = stamp + timedelta(days=365)
now = Stamp.now()
ask(2)
print(type(later).__name__, later, type(now).__name__, now, Day.today(), type(Day.today()).__name__)
Stamp.fromtimestamp(0).isoformat(), Stamp.strptime("2001", "%Y").year, stamp.label


# --- dates-zones
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

rome = ZoneInfo("Europe/Rome")
before = datetime(2024, 3, 31, 1, 59, tzinfo=rome)
ask(before.isoformat())
after = before + timedelta(minutes=2)
print(before.utcoffset(), after.utcoffset(), after.astimezone(timezone.utc), before.dst(), before.tzname())
twice = [datetime(2024, 10, 27, 2, 30, tzinfo=rome, fold=fold) for fold in (0, 1)]
ask(2)
print([t.isoformat() for t in twice], twice[0] == twice[1], rome, repr(rome), rome is ZoneInfo("Europe/Rome"))
print(datetime.now(rome), twice[1] - twice[0], rome.key)
for name in ("Mars/Base", "../etc/passwd", "/etc/passwd"):
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        print(type(error).__name__, error)
{str(zone): datetime(2024, 7, 1, tzinfo=zone).isoformat() for zone in (rome, ZoneInfo("America/New_York"), ZoneInfo("UTC"))}


# --- dates-zone-of-the-program
from datetime import datetime, timedelta, timezone, tzinfo


class Half(tzinfo):
    def utcoffset(self, dt):
        return timedelta(minutes=30)

    def dst(self, dt):
        return timedelta(0)

    def tzname(self, dt):
        return "HALF"


half = Half()
ask(1)
moment = datetime(2024, 1, 1, 12, tzinfo=half)
print(moment, moment.tzname(), moment.astimezone(timezone.utc), hash(moment) == hash(moment.astimezone(timezone.utc)))
print(moment.tzinfo is half, datetime.now(half).isoformat(), moment.strftime("%H:%M %Z %z"))
ask(2)
moment - datetime(2024, 1, 1, 12, tzinfo=timezone.utc)


# --- dates-zone-that-asks
from datetime import datetime, timedelta, tzinfo


class Asking(tzinfo):
    def utcoffset(self, dt):
        hours = offset()  # refuses: a function written in C runs guest code
        return timedelta(hours=hours)

    def dst(self, dt):
        return None

    def tzname(self, dt):
        return "ASK"


datetime(2024, 1, 1, tzinfo=Asking()).isoformat()


# --- dates-texts-and-errors
# varies: the wording of the error where dates and times are compared
from datetime import date, datetime, time, timedelta, timezone

texts = ["2024-02-30", "2024-02-29T10:00:00+02:00", "20240229", "2024-W09-4", "noon"]
for text in texts:
    try:
        print(text, repr(datetime.fromisoformat(text)))
    except ValueError as error:
        print(text, error)
for text, form in (("29/02/2024", "%d/%m/%Y"), ("3 May 24 5PM", "%d %b %y %I%p"), ("x", "%Y"), ("2024-01-01 +0530", "%Y-%m-%d %z")):
    try:
        print(repr(datetime.strptime(ask(text), form)))
    except ValueError as error:
        print(error)
for act in (lambda: date(2024, 2, 30), lambda: datetime(2024, 1, 1) < date(2024, 1, 1), lambda: date.max + timedelta(1)):
    try:
        act()
    except (TypeError, ValueError, OverflowError) as error:
        print(type(error).__name__, error)
time(10, 20, tzinfo=timezone.utc).isoformat(), f"{date(2024, 5, 6):%d.%m.%y}", str(timedelta(days=-1, hours=3))


# --- dates-of-time
import time

began = time.monotonic()
wall = time.time()
time.sleep(0.5)
print(time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(wall)), time.ctime(), time.strftime("%j"))
fields = time.strptime("2024-02-29 12:00", "%Y-%m-%d %H:%M")
ask(1)
print(fields, fields.tm_yday, fields[:3], time.mktime(fields), time.asctime(fields), time.tzname, time.timezone)
print(isinstance(fields, tuple), type(fields).__name__, time.localtime(0).tm_zone, fields == tuple(fields))
for delay in (-1, "x"):
    try:
        time.sleep(delay)
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
time.perf_counter() - began, time.time_ns(), time.localtime().tm_hour


# --- dates-retry-with-backoff
# host: fetch = script(fail(ConnectionError('down')), fail(ConnectionError('still')), {'ok': True})
import time
from datetime import datetime, timezone


def fetch_with_retry(attempts=4):
    for attempt in range(attempts):
        try:
            return fetch()
        except ConnectionError as error:
            print(datetime.now(timezone.utc).isoformat(timespec="seconds"), error)
            time.sleep(2**attempt)
    return None


started = time.perf_counter()
result = fetch_with_retry()
result, round(time.perf_counter() - started, 3)


# --- dates-calendars
import calendar
from calendar import HTMLCalendar, TextCalendar

calendar.setfirstweekday(calendar.MONDAY)
print(calendar.month(2024, 2), calendar.isleap(2024), calendar.leapdays(1999, 2025), tuple(map(int, calendar.monthrange(2024, 2))))


class Marked(TextCalendar):
    def formatday(self, day, weekday, width):
        return mark(super().formatday(day, weekday, width))


class Table(HTMLCalendar):
    def formatday(self, day, weekday):
        return f"<td>{cell(day)}</td>"


print(Marked(calendar.SUNDAY).formatmonth(2024, 9))
calendar.setfirstweekday(calendar.SUNDAY)
ask(1)
print(calendar.monthcalendar(2024, 9), calendar.firstweekday(), calendar.weekheader(2))
print(Table().formatmonth(2023, 2)[:300], list(calendar.month_abbr)[1:4], calendar.day_name[0], calendar.timegm((2024, 1, 1, 0, 0, 0)))
days = calendar.Calendar().itermonthdates(2024, 2)
seen = [ask(day) for day in days if day.weekday() == 6]
calendar.setfirstweekday(calendar.MONDAY)
[[d.day for d in week] for week in calendar.Calendar(6).monthdatescalendar(2024, 6)][0], seen


# --- dates-as-keys-and-copies
import copy
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo


class Fixed(tzinfo):
    def utcoffset(self, dt):
        return timedelta(hours=3)

    def dst(self, dt):
        return None

    def tzname(self, dt):
        return "FIX"


zone = Fixed()
moment = datetime(2024, 1, 1, 3, tzinfo=zone)
table = {moment: "first", date(2024, 1, 1): "day", timedelta(1): "span", ZoneInfo("UTC"): "zone"}
seen = {moment, datetime(2024, 1, 2, tzinfo=timezone.utc)}
kept = [datetime.fromisoformat, date(2024, 5, 6).isoformat, datetime.strptime, moment.timestamp, date.isoweekday, datetime.now, date]
ask(1)
print(table[datetime(2024, 1, 1, tzinfo=timezone.utc)], table[date(2024, 1, 1)], table[timedelta(hours=24)], len(seen), moment in seen)
print(kept[0]("2024-01-01"), kept[1](), kept[2]("2024", "%Y"), kept[3](), kept[4](date(2024, 1, 7)), kept[5](), kept[6](1, 2, 3))
groups = defaultdict(list)
for n in range(6):
    day = date(2024, 1, 29) + timedelta(days=n)
    groups[day.replace(day=1)].append(ask(day.day))
print(dict(groups), Counter(day.month for day in groups))
week = date(2024, 12, 30).isocalendar()
again = copy.deepcopy([moment, timedelta(2), ZoneInfo("Europe/Rome"), date(2024, 1, 1)])
ask(2)
print(week, week.year, week[1], tuple(week), datetime(2024, 1, 1).timetuple().tm_yday)
again == [moment, timedelta(2), ZoneInfo("Europe/Rome"), date(2024, 1, 1)], again[2] is ZoneInfo("Europe/Rome")
