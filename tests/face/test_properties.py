"""Properties of the host's dataclasses: read by the host, as calls of `__getattribute__` that can be saved, or at once under `run()`."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pytest

from monty_cli import FunctionSnapshot, Monty, MontyComplete, MontyRuntimeError, load_snapshot
from monty_cli.monty import run_monty_async


@dataclass
class Order:
    price: int
    count: int = 1
    lines: list[Order] = field(default_factory=list)

    @property
    def total(self) -> int:
        return self.price * self.count + sum(line.total for line in self.lines)

    @property
    def owner(self) -> str:
        raise LookupError("nobody")

    @property
    def missing(self) -> str:
        raise AttributeError("there is none")

    @cached_property
    def label(self) -> str:
        return f"{self.price}x{self.count}"

    @property
    def _secret(self) -> str:
        return "secret"

    def twice(self) -> int:
        return 2 * self.total


@dataclass(frozen=True)
class Money:
    cents: int

    @property
    def euros(self) -> float:
        return self.cents / 100


KNOWN: list[type] = [Order, Money]
SCRIPT = """\
class Report:
    def __init__(self, order):
        self.order = order

    @property
    def total(self):
        return -self.order.total

found = [o.total, 1 + o.total * o.count + o.total, getattr(o, 'total'), f'{o.total:>4}', '{0.total}'.format(o), o.label]
o.count = 10
found += [o.total, [line.total for line in o.lines], sorted([o, *o.lines], key=lambda line: line.total)[0].total]
found += [hasattr(o, 'missing'), getattr(o, 'missing', 'none'), hasattr(o, '_secret'), Report(o).total, m.euros, o.twice()]
for attempt in (lambda: o.owner, lambda: setattr(o, 'total', 3), lambda: o.missing, lambda: type(o).total.fget(3)):
    try:
        found.append(attempt())
    except Exception as error:
        found.append((type(error).__name__, str(error)))
match o:
    case object(total=100 | 1000 as total):
        found.append(total)
found
"""
WRITE = "property 'total' of 'Order' object has no setter"
OTHER = "the property 'total' of a host object can't be read from anything else"
EXPECTED = [
    *(13, 1 + 13 * 2 + 13, 13, "  13", "13", "5x2", 53, [1, 2], 1, False, "none", False, -53, 1.5, 106),
    *(("LookupError", "nobody"), ("AttributeError", WRITE), ("AttributeError", "there is none"), ("TypeError", OTHER)),
]


def inputs() -> dict[str, Any]:
    return {"o": Order(5, 2, [Order(1), Order(2)]), "m": Money(150)}


def answered(snapshot: Any, reload: bool) -> Any:
    """Answer every call by the method of its first argument, as for calls of methods, and return the result."""
    while not isinstance(snapshot, MontyComplete):
        if reload:
            snapshot = load_snapshot(snapshot.dump(), dataclass_registry=KNOWN)
        assert isinstance(snapshot, FunctionSnapshot) and snapshot.is_method_call and not snapshot.is_os_function
        receiver, *args = snapshot.args
        try:
            result = getattr(receiver, snapshot.function_name)(*args)
        except Exception as error:
            snapshot = snapshot.resume(exception=error)
        else:
            snapshot = snapshot.resume(return_value=result)
    return snapshot.output


def script() -> str:
    # The sum of a property is what the objects in the guest hold, not what the host's have held.
    return SCRIPT


@pytest.mark.parametrize("registry", [[], KNOWN])
@pytest.mark.parametrize("isolate", [False, True])
def test_run_reads_the_real_property(registry: list[type], isolate: bool) -> None:
    monty = Monty(script(), inputs=["o", "m"], dataclass_registry=registry, isolate=isolate)
    assert monty.run(inputs=inputs()) == EXPECTED
    assert asyncio.run(run_monty_async(monty, inputs=inputs())) == EXPECTED


@pytest.mark.parametrize("isolate", [False, True])
def test_a_read_pauses_as_a_call_of_the_object_and_can_be_saved(isolate: bool) -> None:
    monty = Monty(script(), inputs=["o", "m"], dataclass_registry=KNOWN, isolate=isolate)
    snapshot: Any = monty.start(inputs=inputs())
    assert (snapshot.function_name, snapshot.args[1], snapshot.is_method_call) == ("__getattribute__", "total", True)
    assert type(snapshot.args[0]) is Order
    assert answered(monty.start(inputs=inputs()), True) == EXPECTED
    assert answered(snapshot, False) == EXPECTED


def test_without_the_class_a_read_pauses_but_can_not_be_saved() -> None:
    snapshot: Any = Monty("1 + o.total", inputs=["o"]).start(inputs={"o": Order(4)})
    with pytest.raises(
        ValueError, match="'total' of an object is read whose class was not in the script's dataclass_registry"
    ):
        snapshot.dump()
    assert snapshot.resume(return_value=41).output == 42


def test_an_instance_that_comes_later() -> None:
    monty = Monty("o = get()\no.total + 1", dataclass_registry=KNOWN)
    assert monty.run(external_functions={"get": lambda: Order(2, 3)}) == 7
    snapshot: Any = monty.start()
    snapshot = load_snapshot(snapshot.resume(return_value=Order(2, 3)).dump(), dataclass_registry=KNOWN)
    assert answered(snapshot, True) == 7


@pytest.mark.parametrize("code", ["m.cents = 1", "m.euros = 1", "del m.cents", "m.new = 1", "setattr(m, 'cents', 1)"])
def test_frozen_ones_refuse_writes(code: str) -> None:
    with pytest.raises(MontyRuntimeError, match=r"FrozenInstanceError: cannot (assign to|delete) field"):
        Monty(code, inputs=["m"]).run(inputs={"m": Money(1)})
