"""Client-side rate limits: a token bucket, a sliding window, and a queue of calls that waits when it must."""

import time
from abc import ABC, abstractmethod
from collections import defaultdict, deque
from typing import Deque, Dict, List, Optional, Tuple


class Limiter(ABC):
    """Tells how long to wait before the next call is allowed."""

    @abstractmethod
    def wait_time(self, now: float) -> float:
        """Return the seconds until a call is allowed; 0 when it is."""

    @abstractmethod
    def spend(self, now: float) -> None:
        """Count a call."""

    def acquire(self) -> float:
        waited = 0.0
        while (delay := self.wait_time(time.monotonic())) > 0:
            time.sleep(delay)
            waited += delay
        self.spend(time.monotonic())
        return waited

    def __enter__(self):
        self.acquire()
        return self

    def __exit__(self, *exc):
        return None


class TokenBucket(Limiter):
    def __init__(self, rate: float, capacity: int) -> None:
        self.rate, self.capacity = rate, capacity
        self.tokens = float(capacity)
        self.updated: Optional[float] = None

    def _refill(self, now: float) -> None:
        if self.updated is not None:
            self.tokens = min(self.capacity, self.tokens + (now - self.updated) * self.rate)
        self.updated = now

    def wait_time(self, now: float) -> float:
        self._refill(now)
        return 0.0 if self.tokens >= 1 else (1 - self.tokens) / self.rate

    def spend(self, now: float) -> None:
        self._refill(now)
        self.tokens -= 1


class SlidingWindow(Limiter):
    def __init__(self, limit: int, window: float) -> None:
        self.limit, self.window = limit, window
        self.calls: Deque[float] = deque()

    def wait_time(self, now: float) -> float:
        while self.calls and now - self.calls[0] >= self.window:
            self.calls.popleft()
        return 0.0 if len(self.calls) < self.limit else self.calls[0] + self.window - now

    def spend(self, now: float) -> None:
        self.calls.append(now)


def crawl(urls: List[str], limits: Dict[str, Limiter]) -> List[Tuple[str, int, float]]:
    results = []
    pending = deque((url, 0) for url in urls)
    while pending:
        url, tries = pending.popleft()
        host = url.split("/")[0]
        waited = limits[host].acquire()
        reply = http_get(url)
        if reply["status"] == 429 and tries < 2:
            print(f"{url}: told to wait {reply['retry_after']}s")
            time.sleep(reply["retry_after"])
            pending.append((url, tries + 1))
            continue
        results.append((url, reply["status"], round(waited, 3)))
    return results


def main() -> None:
    limits: Dict[str, Limiter] = defaultdict(lambda: TokenBucket(1.0, 5))
    limits["a.example"] = TokenBucket(rate=0.01, capacity=2)
    limits["b.example"] = SlidingWindow(limit=1, window=90)
    urls = [f"{host}.example/{n}" for n in range(3) for host in "ab"] + ["c.example/0"]
    for url, status, waited in crawl(urls, limits):
        note = f" after waiting {waited:.1f}s" if waited else ""
        print(f"{url:<12} {status}{note}")
    with limits["c.example"] as limiter:
        print(type(limiter).__name__, f"{limiter.tokens:.1f} tokens left", sorted(limits))
    try:
        Limiter()
    except TypeError as error:
        print("error:", "abstract" in str(error))


if __name__ == "__main__":
    main()
