"""An event bus with typed events, priorities, wildcard subscriptions, middleware, and errors that don't stop others."""

import functools
import inspect
import itertools
import sys
import warnings
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from dataclasses import asdict, dataclass, field, is_dataclass
from fnmatch import fnmatchcase
from typing import Any, ClassVar, TypeVar

E = TypeVar("E", bound="Event")


@dataclass(frozen=True, kw_only=True)
class Event:
    topic: ClassVar[str] = "event"
    number: int = field(default_factory=itertools.count(1).__next__)


@dataclass(frozen=True, kw_only=True)
class OrderPlaced(Event):
    topic: ClassVar[str] = "order.placed"
    item: str
    quantity: int = 1


@dataclass(frozen=True, kw_only=True)
class OrderCancelled(OrderPlaced):
    topic: ClassVar[str] = "order.cancelled"
    reason: str = ""


@dataclass(order=True)
class Subscription:
    priority: int
    pattern: str
    handler: Callable[[Any], object] = field(compare=False)
    once: bool = field(default=False, compare=False)


class Bus:
    def __init__(self) -> None:
        self._subscriptions: list[Subscription] = []
        self._middleware: list[Callable[[Event, Callable[[Event], None]], None]] = []
        self.errors: list[BaseException] = []

    def on(self, pattern: str, *, priority: int = 0, once: bool = False) -> Callable[[Callable[[E], object]], Callable[[E], object]]:
        def subscribe(handler: Callable[[E], object]) -> Callable[[E], object]:
            self._subscriptions.append(Subscription(-priority, pattern, handler, once))
            self._subscriptions.sort()
            return handler

        return subscribe

    def use(self, middleware: Callable[[Event, Callable[[Event], None]], None]) -> None:
        self._middleware.append(middleware)

    def publish(self, event: Event) -> int:
        delivered = 0

        def deliver(event: Event) -> None:
            nonlocal delivered
            for subscription in self._matching(event.topic):
                try:
                    subscription.handler(event)
                except Exception as error:
                    error.add_note(f"while handling {event.topic} in {subscription.handler.__name__}")
                    self.errors.append(error)
                else:
                    delivered += 1
                if subscription.once:
                    self._subscriptions.remove(subscription)

        chain = deliver
        for middleware in reversed(self._middleware):
            chain = functools.partial(middleware, call_next=chain)
        chain(event)
        return delivered

    def _matching(self, topic: str) -> Iterator[Subscription]:
        return iter([s for s in self._subscriptions if fnmatchcase(topic, s.pattern)])

    def raise_errors(self) -> None:
        errors, self.errors = self.errors, []
        if errors:
            raise ExceptionGroup("handlers failed", errors)


bus = Bus()
stock: defaultdict[str, int] = defaultdict(int, anvil=3)


@bus.on("order.placed", priority=10)
def reserve(event: OrderPlaced) -> None:
    if stock[event.item] < event.quantity:
        raise ValueError(f"only {stock[event.item]} of {event.item}")
    stock[event.item] -= event.quantity


@bus.on("order.*")
def audit(event: OrderPlaced) -> None:
    print(f"    {event.topic}: {asdict(event)}")


@bus.on("*", once=True)
def greet(event: Event) -> None:
    print("    first event ever:", type(event).__name__)


@bus.on("order.cancelled")
def release(event: OrderCancelled) -> None:
    if not event.reason:
        warnings.warn("cancelled without a reason", stacklevel=2)
    stock[event.item] += event.quantity


def count_topics(event: Event, call_next: Callable[[Event], None], *, seen: dict[Hashable, int] = {}) -> None:  # noqa: B006
    seen[event.topic] = seen.get(event.topic, 0) + 1
    call_next(event)
    if seen[event.topic] > 1:
        print(f"    ({event.topic} for the {seen[event.topic]}. time)")


bus.use(count_topics)
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    for event in (OrderPlaced(item="anvil", quantity=2), OrderPlaced(item="anvil", quantity=2), OrderCancelled(item="anvil"), Event()):
        print(event.number, event.topic, "->", bus.publish(event))
print([str(w.message) for w in caught], dict(stock), is_dataclass(event), hash(Event(number=1)) == hash(Event(number=1)))
try:
    bus.raise_errors()
except* ValueError as group:
    for error in group.exceptions:
        print(repr(error), error.__notes__, file=sys.stderr)
    print(group.message, len(group.exceptions))
print(inspect.signature(reserve), inspect.isfunction(reserve), [p.name for p in inspect.signature(count_topics).parameters.values()])
