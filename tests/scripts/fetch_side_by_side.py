"""Fetch many documents side by side with a limit, time out slow ones, and report them in order."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

URLS = [f"https://docs.example/{name}" for name in ("intro", "install", "usage", "api", "faq", "missing")]


@dataclass
class Outcome:
    url: str
    size: int = 0
    title: str = ""
    error: str | None = None

    def __str__(self) -> str:
        name = self.url.rpartition("/")[2]
        return f"{name:<8} FAILED {self.error}" if self.error else f"{name:<8} {self.size:>4} {self.title}"


class Fetcher:
    def __init__(self, limit: int) -> None:
        self.semaphore = asyncio.Semaphore(limit)
        self.running = 0
        self.most = 0

    async def __aenter__(self) -> Fetcher:
        print("opening")
        return self

    async def __aexit__(self, *exc_info: Any) -> None:
        print("closing, at most", self.most, "at once")

    async def get(self, url: str) -> Outcome:
        async with self.semaphore:
            self.running += 1
            self.most = max(self.most, self.running)
            try:
                page = await fetch(url)
                return Outcome(url, len(page["body"]), page["title"].title())
            except LookupError as exc:
                return Outcome(url, error=f"{type(exc).__name__}: {exc}")
            finally:
                self.running -= 1


async def retry(url: str, attempts: int) -> dict[str, Any]:
    for attempt in range(1, attempts + 1):
        try:
            return await fetch_flaky(url, attempt=attempt)
        except ConnectionError as error:
            if attempt == attempts:
                raise
            print(f"retrying {url} after {error}")
            await asyncio.sleep(0.001 * attempt)
    raise AssertionError("unreachable")


async def words(outcomes: list[Outcome]):
    for outcome in outcomes:
        if not outcome.error:
            await asyncio.sleep(0)
            for word in outcome.title.split():
                yield word


async def main() -> dict[str, int]:
    async with Fetcher(limit=3) as fetcher:
        outcomes = await asyncio.gather(*(fetcher.get(url) for url in URLS))
    for outcome in outcomes:
        print(outcome)

    print((await retry(URLS[0], attempts=3))["title"])
    try:
        await retry("https://docs.example/down", attempts=2)
    except ConnectionError as error:
        print("gave up:", error)

    async with asyncio.TaskGroup() as group:
        tasks = {name: group.create_task(fetch(f"https://docs.example/{name}"), name=name) for name in ("api", "faq")}
    print({name: task.result()["title"] for name, task in tasks.items()})

    try:
        async with asyncio.timeout(0.01):
            await asyncio.Event().wait()
    except TimeoutError:
        print("nobody set the event")
    lengths = {word: len(word) async for word in words(outcomes)}
    return dict(sorted(lengths.items()))


print(asyncio.run(main()))
