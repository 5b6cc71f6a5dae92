"""Start jobs on a service, poll them with growing intervals until they are done, and give up after a deadline."""

import time
from contextlib import closing, suppress
from datetime import datetime, timedelta
from enum import Enum
from itertools import count
from typing import Dict, Iterator, List, NamedTuple, Optional


class Status(Enum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"

    @property
    def final(self) -> bool:
        return self in (Status.DONE, Status.FAILED)

    @classmethod
    def _missing_(cls, value: object) -> Optional["Status"]:
        for member in cls:
            if isinstance(value, str) and member.value == value.strip().lower():
                return member
        return None


class JobFailed(Exception):
    """A job ended badly; the cause is what the service said."""


class Update(NamedTuple):
    job: str
    status: Status
    progress: int = 0

    def bar(self, width: int = 10) -> str:
        full = self.progress * width // 100
        return f"[{'=' * full}{' ' * (width - full)}] {self.progress:3d}%"


def intervals(start: float = 5.0, factor: float = 2.0, longest: float = 40.0) -> Iterator[float]:
    delay = start
    while True:
        yield delay
        delay = min(delay * factor, longest)


class Client:
    def __init__(self, timeout: timedelta) -> None:
        self.timeout = timeout
        self.jobs: Dict[str, Update] = {}
        self.closed = False

    def close(self) -> None:
        self.closed = True
        for job, update in self.jobs.items():
            if not update.status.final:
                with suppress(LookupError):
                    cancel_job(job)
                    print(f"  cancelled {job}")

    def submit(self, names: List[str]) -> None:
        for name in names:
            job = start_job(name)
            self.jobs[job] = Update(job, Status.QUEUED)

    def poll(self) -> Iterator[Update]:
        for job, known in self.jobs.items():
            if known.status.final:
                continue
            raw = job_status(job)
            update = Update(job, Status(raw["status"]), raw.get("progress", known.progress))
            if update != known:
                self.jobs[job] = update
                yield update

    def wait(self) -> Iterator[Update]:
        deadline = datetime.now() + self.timeout
        for delay in intervals():
            yield from self.poll()
            if all(update.status.final for update in self.jobs.values()):
                return
            if datetime.now() + timedelta(seconds=delay) > deadline:
                raise TimeoutError(f"not done by {deadline:%H:%M:%S}")
            time.sleep(delay)


def results(client: Client) -> Iterator[str]:
    for job, update in client.jobs.items():
        if update.status is Status.FAILED:
            try:
                raise ValueError(job_error(job))
            except ValueError as exc:
                raise JobFailed(job) from exc
        yield f"{job}: {update.status.value}"


def main() -> None:
    for number, timeout in zip(count(1), (1000, 300)):
        print(f"round {number}")
        with closing(Client(timedelta(seconds=timeout))) as client:
            client.submit(["index", "report"] if number == 1 else ["report", "backup"])
            try:
                for update in client.wait():
                    print(f"  {update.job:<9}{update.bar()} {update.status.name}")
                print(*results(client), sep="\n")
            except TimeoutError as error:
                print("  timeout:", error)
            except JobFailed as error:
                print(f"  failed: {error!r} because of {error.__cause__!r}")
        print("closed:", client.closed, {u.status.value for u in client.jobs.values()} <= {s.value for s in Status})
    try:
        Status("paused")
    except ValueError as error:
        print(error)


if __name__ == "__main__":
    main()
