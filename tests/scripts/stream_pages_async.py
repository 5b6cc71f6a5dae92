"""Stream pages of records with async generators, look up details side by side, and collect errors in a group."""

import asyncio
from collections import defaultdict
from contextlib import asynccontextmanager
from contextvars import ContextVar
from typing import Any, AsyncIterator, Awaitable, Callable

request_id: ContextVar[str] = ContextVar("request_id", default="-")


class RateLimited(Exception):
    pass


def log(message: str) -> None:
    print(f"[{request_id.get()}] {message}")


@asynccontextmanager
async def session(name: str) -> AsyncIterator[dict[str, int]]:
    token = request_id.set(name)
    counters: dict[str, int] = defaultdict(int)
    log("begin")
    try:
        yield counters
    finally:
        log(f"end {dict(counters)}")
        request_id.reset(token)


async def with_retry(make: Callable[[], Awaitable[Any]], attempts: int = 3) -> Any:
    for attempt in range(attempts):
        try:
            return await make()
        except ConnectionError as error:
            log(f"{error}; attempt {attempt + 1}")
            await asyncio.sleep(0.001)
    raise RateLimited(f"gave up after {attempts} attempts")


async def pages(counters: dict[str, int]) -> AsyncIterator[list[int]]:
    page: int | None = 0
    while page is not None:
        response = await get_page(page)
        counters["pages"] += 1
        yield response["ids"]
        page = response["next"]


async def record_ids(counters: dict[str, int], limit: int) -> AsyncIterator[int]:
    seen: set[int] = set()
    async for ids in pages(counters):
        for number in ids:
            if number not in seen:
                seen.add(number)
                yield number
            if len(seen) >= limit:
                log(f"limit of {limit} reached")
                return


async def details(number: int) -> dict[str, Any]:
    record = await get_record(number)
    if record["owner"] is None:
        raise LookupError(f"record {number} has no owner")
    return record


async def main() -> dict[str, list[int]]:
    async with session("first") as counters:
        numbers = [number async for number in record_ids(counters, limit=5)]
        records = await asyncio.gather(*map(details, numbers), return_exceptions=True)
        owners: dict[str, list[int]] = {}
        for number, record in zip(numbers, records):
            if isinstance(record, BaseException):
                log(f"{number}: {record!r}")
                counters["errors"] += 1
            else:
                owners.setdefault(record["owner"], []).append(record["id"])

    async with session("second") as counters:
        try:
            async with asyncio.TaskGroup() as group:
                for number in (3, 4):
                    group.create_task(details(number))
        except* LookupError as errors:
            counters["failed"] += len(errors.exceptions)
            log(str(errors.exceptions[0]))
        log(str(await with_retry(lambda: get_flaky("status"))))
        try:
            await with_retry(lambda: get_flaky("down"), attempts=2)
        except RateLimited as error:
            log(f"{type(error).__name__}: {error}")
        totals = {i: total async for i, total in running_total(sorted(numbers))}
        log(f"totals {totals}")
    log("outside")
    return owners


async def running_total(numbers: list[int]) -> AsyncIterator[tuple[int, int]]:
    total = 0
    for index, number in enumerate(numbers):
        total += number
        await asyncio.sleep(0)
        yield index, total


print(asyncio.run(main()))
