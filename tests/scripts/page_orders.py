"""Fetch all pages of orders from an API, follow cursors, and report revenue by customer and month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice


@dataclass(frozen=True, slots=True)
class Order:
    id: int
    customer: str
    placed: date
    cents: int
    status: str = "paid"

    @classmethod
    def parse(cls, raw: dict) -> Order:
        return cls(
            id=int(raw["id"]),
            customer=raw["customer"].strip(),
            placed=date.fromisoformat(raw["placed"][:10]),
            cents=round(float(raw["total"]) * 100),
            status=raw.get("status", "paid"),
        )


def iter_orders(page_size: int = 3, max_pages: int = 50) -> Iterator[Order]:
    """Yield all orders, asking for another page only when it is needed."""
    cursor = None
    for number in range(1, max_pages + 1):
        response = get_orders(cursor=cursor, limit=page_size)
        print(f"[page {number}] {len(response['data'])} orders, has_more={response['has_more']}")
        for raw in response["data"]:
            try:
                yield Order.parse(raw)
            except (KeyError, ValueError) as exc:
                print(f"  skipping order {raw.get('id', '?')}: {exc!r}")
        if not response["has_more"]:
            return
        cursor = response["next_cursor"]
    raise RuntimeError(f"gave up after {max_pages} pages")


def pivot(orders: list[Order]) -> dict[str, dict[str, int]]:
    table: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for order in orders:
        if order.status != "refunded":
            table[order.customer][f"{order.placed:%b}"] += order.cents
    return {customer: dict(months) for customer, months in sorted(table.items())}


def print_table(table: dict[str, dict[str, int]]) -> None:
    months = sorted({m for row in table.values() for m in row}, key=["Jan", "Feb", "Mar"].index)
    print(f"{'customer':<10}|" + "|".join(f"{m:>10}" for m in months) + f"|{'total':>11}")
    print("-" * 10 + ("+" + "-" * 10) * len(months) + "+" + "-" * 11)
    for customer, row in table.items():
        cells = "|".join(f"{row.get(m, 0) / 100:>10,.2f}" for m in months)
        print(f"{customer:<10}|{cells}|{sum(row.values()) / 100:>11,.2f}")


def main() -> dict:
    print("newest:", [o.id for o in islice(iter_orders(page_size=2), 3)])
    orders = list(iter_orders())
    table = pivot(orders)
    print_table(table)
    best = max(table, key=lambda name: sum(table[name].values()))
    customer = get_customer(best)
    print(f"Best customer: {customer['name']} <{customer['email']}>")
    try:
        list(iter_orders(page_size=1, max_pages=2))
    except RuntimeError as error:
        print("stopped:", error)
    return {"orders": len(orders), "best": best, "refunded": [o.id for o in orders if o.status == "refunded"]}


main()
