"""Summarise a web server access log: status codes, slow endpoints, busiest hours and suspicious clients."""

from __future__ import annotations

import re
import statistics
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Iterator

LINE = re.compile(
    r"""(?P<ip>\S+)\s-\s(?P<user>\S+)\s
        \[(?P<time>[^\]]+)\]\s
        "(?P<method>[A-Z]+)\s(?P<path>\S+)\sHTTP/[\d.]+"\s
        (?P<status>\d{3})\s(?P<size>\d+|-)\s(?P<ms>\d+)ms""",
    re.VERBOSE,
)


@dataclass(frozen=True)
class Entry:
    ip: str
    user: str | None
    time: datetime
    method: str
    path: str
    status: int
    size: int
    ms: int

    @property
    def is_error(self) -> bool:
        return self.status >= 500

    @classmethod
    def from_match(cls, match: re.Match[str]) -> Entry:
        groups = match.groupdict()
        return cls(
            ip=groups["ip"],
            user=None if groups["user"] == "-" else groups["user"],
            time=datetime.strptime(groups["time"], "%d/%b/%Y:%H:%M:%S %z"),
            method=groups["method"],
            path=groups["path"].split("?", 1)[0],
            status=int(groups["status"]),
            size=0 if groups["size"] == "-" else int(groups["size"]),
            ms=int(groups["ms"]),
        )


def read_entries(path: str) -> Iterator[Entry]:
    skipped = 0
    with open(path, encoding="utf-8") as log:
        for number, line in enumerate(log, start=1):
            match = LINE.match(line)
            if match is None:
                skipped += 1
                print(f"warning: line {number} is malformed: {line.strip()[:40]!r}")
                continue
            yield Entry.from_match(match)
    if skipped:
        print(f"({skipped} malformed lines skipped)")


def percentile(values: list[int], p: float) -> float:
    ordered = sorted(values)
    k = (len(ordered) - 1) * p
    low, high = int(k), min(int(k) + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (k - low)


def main() -> None:
    by_path: defaultdict[str, list[Entry]] = defaultdict(list)
    statuses: Counter[str] = Counter()
    hours: Counter[int] = Counter()
    failures: Counter[str] = Counter()
    transferred = 0
    for entry in read_entries("access.log"):
        by_path[entry.path].append(entry)
        statuses[f"{entry.status // 100}xx"] += 1
        hours[entry.time.hour] += 1
        transferred += entry.size
        if entry.status in (401, 403):
            failures[entry.ip] += 1

    print(f"\n{'endpoint':<18}{'hits':>5}{'err':>5}{'mean':>9}{'p95':>9}")
    print("-" * 46)
    for path, entries in sorted(by_path.items(), key=lambda item: -len(item[1])):
        times = [e.ms for e in entries]
        errors = sum(e.is_error for e in entries)
        print(f"{path:<18}{len(entries):>5}{errors:>5}{statistics.mean(times):>9.1f}{percentile(times, 0.95):>9.1f}")

    print("\nstatus classes:", ", ".join(f"{k}={v}" for k, v in sorted(statuses.items())))
    for hour, count in hours.most_common(3):
        print(f"{hour:02d}:00 {'#' * count} {count}")
    print("suspicious:", [ip for ip, n in failures.most_common() if n > 1] or "none")
    print(f"transferred {transferred / 1024:,.1f} KiB")


if __name__ == "__main__":
    main()
