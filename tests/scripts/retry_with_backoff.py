"""Call a flaky service through a retry decorator with exponential backoff, jitter, and a circuit breaker."""

import functools
import random
import time
from enum import Enum, auto
from typing import Any, Callable, TypeVar

F = TypeVar("F", bound=Callable[..., Any])


class ServiceError(Exception):
    def __init__(self, status: int, message: str = "") -> None:
        super().__init__(f"HTTP {status}" + (f": {message}" if message else ""))
        self.status = status

    @property
    def retryable(self) -> bool:
        return self.status == 429 or self.status >= 500


class CircuitOpen(Exception):
    """Too many failures in a row: not calling at all."""


class State(Enum):
    CLOSED = auto()
    OPEN = auto()
    HALF_OPEN = auto()


class CircuitBreaker:
    def __init__(self, threshold: int = 3, cooldown: float = 100.0) -> None:
        self.threshold = threshold
        self.cooldown = cooldown
        self.failures = 0
        self.opened_at: float | None = None

    @property
    def state(self) -> State:
        if self.opened_at is None:
            return State.CLOSED
        if time.monotonic() - self.opened_at >= self.cooldown:
            return State.HALF_OPEN
        return State.OPEN

    def __enter__(self) -> "CircuitBreaker":
        if self.state is State.OPEN:
            raise CircuitOpen(f"{self.failures} failures")
        return self

    def __exit__(self, exc_type, exc, tb) -> bool:
        if exc_type is None:
            self.failures, self.opened_at = 0, None
        elif issubclass(exc_type, (ServiceError, ConnectionError)):
            self.failures += 1
            if self.failures >= self.threshold:
                self.opened_at = time.monotonic()
                print(f"  circuit opened after {self.failures} failures")
        return False


def retry(attempts: int = 4, base: float = 0.5, factor: float = 2.0, rng: random.Random | None = None) -> Callable[[F], F]:
    rng = rng or random.Random(0)

    def decorator(func: F) -> F:
        @functools.wraps(func)
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            for attempt in range(1, attempts + 1):
                try:
                    return func(*args, **kwargs)
                except (ServiceError, ConnectionError) as exc:
                    if attempt == attempts or not getattr(exc, "retryable", True):
                        raise
                    delay = base * factor ** (attempt - 1) * rng.uniform(0.5, 1.5)
                    print(f"  attempt {attempt} failed ({exc}); sleeping {delay:.3f}s")
                    time.sleep(delay)

        return wrapper

    return decorator


breaker = CircuitBreaker(cooldown=45)


@retry(rng=random.Random(42))
def fetch(path: str) -> dict:
    """Fetch a resource, and raise an error for a bad status."""
    with breaker:
        response = http_get(path, timeout=5)
        if response["status"] != 200:
            raise ServiceError(response["status"], response.get("body", ""))
        return response["body"]


def main() -> None:
    print(fetch.__name__, "-", fetch.__doc__)
    for path in ("/users", "/missing", "/reports", "/users"):
        print("GET", path)
        started = time.monotonic()
        try:
            body = fetch(path)
        except (ServiceError, CircuitOpen, ConnectionError) as error:
            print(f"  failed: {type(error).__name__}: {error} [{breaker.state.name}]")
        else:
            print(f"  ok: {body}")
        print(f"  took {time.monotonic() - started:.1f}s")


if __name__ == "__main__":
    main()
