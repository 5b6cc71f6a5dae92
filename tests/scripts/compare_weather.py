"""Compare the weather forecasts of several cities with statistics, convert units and pick the best day for a trip."""

import statistics as stats
from functools import lru_cache, reduce
from itertools import chain, pairwise
from operator import itemgetter
from typing import NamedTuple, TypedDict


class Forecast(TypedDict):
    day: str
    high: float
    low: float
    rain: float


class Summary(NamedTuple):
    city: str
    mean: float
    spread: float
    wet_days: int
    trend: str


CITIES = {"Oslo": "NO", "Rome": "IT", "Austin": "US", "Atlantis": "??"}


@lru_cache(maxsize=None)
def forecast(city: str, country: str) -> tuple[Forecast, ...]:
    days = get_forecast(city, country=country, days=5)
    unit = days.pop("unit", "C") if isinstance(days, dict) else "C"
    entries = days["entries"] if isinstance(days, dict) else days
    if unit == "F":
        entries = [{**e, "high": to_celsius(e["high"]), "low": to_celsius(e["low"])} for e in entries]
    return tuple(entries)


def to_celsius(fahrenheit: float) -> float:
    return round((fahrenheit - 32) * 5 / 9, 1)


def trend_of(values: list[float]) -> str:
    steps = [b - a for a, b in pairwise(values)]
    if all(step >= 0 for step in steps):
        return "rising"
    if all(step <= 0 for step in steps):
        return "falling"
    return "mixed"


def summarise(city: str, days: tuple[Forecast, ...]) -> Summary:
    highs = [d["high"] for d in days]
    return Summary(
        city,
        mean=stats.fmean(highs),
        spread=stats.pstdev(highs),
        wet_days=sum(d["rain"] > 1 for d in days),
        trend=trend_of(highs),
    )


def score(day: Forecast) -> float:
    comfort = 10 - abs(day["high"] - 22) / 2
    return round(max(comfort, 0) - 3 * min(day["rain"], 2), 2)


def main() -> None:
    summaries: list[Summary] = []
    available: dict[str, tuple[Forecast, ...]] = {}
    for city, country in CITIES.items():
        try:
            available[city] = forecast(city, country)
        except LookupError as exc:
            print(f"{city}: no forecast ({exc})")
            continue
        summaries.append(summarise(city, available[city]))

    header = ("City", "Mean", "Spread", "Wet", "Trend")
    widths = [max(len(str(h)), 8) for h in header]
    print(" ".join(f"{h:>{w}}" for h, w in zip(header, widths)))
    for s in sorted(summaries, key=itemgetter(1), reverse=True):
        print(f"{s.city:>8} {s.mean:>8.1f} {s.spread:>8.2f} {s.wet_days:>8d} {s.trend:>8}")

    ranked = sorted(
        chain.from_iterable(((city, d["day"], score(d)) for d in days) for city, days in available.items()),
        key=lambda entry: (-entry[2], entry[0]),
    )
    for city, day, points in ranked[:3]:
        print(f"{points:6.2f}  {city} on {day}")
    coldest = reduce(lambda a, b: a if a[1] <= b[1] else b, ((c, min(d["low"] for d in days)) for c, days in available.items()))
    print("coldest night:", coldest)
    print("quantiles:", stats.quantiles([d["high"] for days in available.values() for d in days], n=4))
    forecast("Oslo", "NO")
    print(forecast.cache_info())


if __name__ == "__main__":
    main()
