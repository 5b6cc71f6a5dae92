"""Decide what to reorder: forecast demand from sales, respect the budget, and place orders by priority."""

import heapq
import math
from collections import deque
from dataclasses import dataclass, field
from typing import Iterator

BUDGET = 1_000.00
LEAD_DAYS = 7
SERVICE_LEVEL = 1.65


def moving_average(values: list[int], window: int = 3) -> Iterator[float]:
    recent: deque[int] = deque(maxlen=window)
    for value in values:
        recent.append(value)
        if len(recent) == window:
            yield sum(recent) / window


@dataclass(order=True)
class Proposal:
    priority: float
    sku: str = field(compare=True)
    quantity: int = field(compare=False)
    unit_cost: float = field(compare=False)

    @property
    def cost(self) -> float:
        return self.quantity * self.unit_cost


def safety_stock(sales: list[int]) -> float:
    mean = sum(sales) / len(sales)
    variance = sum((s - mean) ** 2 for s in sales) / (len(sales) - 1)
    return SERVICE_LEVEL * math.sqrt(variance * LEAD_DAYS)


def propose(product: dict) -> Proposal | None:
    sales = get_sales(product["sku"], days=10)
    *_, demand = moving_average(sales)
    target = demand * LEAD_DAYS + safety_stock(sales)
    missing = target - product["stock"]
    if missing <= 0:
        return None
    pack = product.get("pack", 1)
    quantity = math.ceil(missing / pack) * pack
    days_left = product["stock"] / demand if demand else math.inf
    return Proposal(round(days_left, 2), product["sku"], quantity, product["cost"])


def main() -> dict[str, int]:
    queue: list[Proposal] = []
    for product in get_stock(warehouse="north"):
        proposal = propose(product)
        if proposal is None:
            print(f"{product['sku']}: enough ({product['stock']})")
        else:
            heapq.heappush(queue, proposal)
            print(f"{product['sku']}: {proposal.priority:.1f} days left, wants {proposal.quantity}")

    budget = BUDGET
    ordered: dict[str, int] = {}
    postponed: list[Proposal] = []
    while queue:
        proposal = heapq.heappop(queue)
        if proposal.cost > budget:
            affordable = math.floor(budget / proposal.unit_cost)
            if affordable < proposal.quantity // 2:
                postponed.append(proposal)
                continue
            proposal.quantity = affordable
        answer = place_order(proposal.sku, quantity=proposal.quantity, max_price=round(proposal.unit_cost * 1.1, 2))
        if not answer["accepted"]:
            print(f"  {proposal.sku} was rejected: {answer['reason']}")
            continue
        budget -= proposal.quantity * answer["price"]
        ordered[proposal.sku] = proposal.quantity
        print(f"  ordered {proposal.quantity:>3} of {proposal.sku} at {answer['price']:.2f}, left {budget:,.2f}")

    print("postponed:", [p.sku for p in heapq.nsmallest(3, postponed)])
    assert budget >= -BUDGET * 0.1, "far over budget"
    return ordered


main()
