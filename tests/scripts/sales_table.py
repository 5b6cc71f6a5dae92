"""Query sales rows from a database, group them by region and quarter, and print a report with totals and shares."""

from __future__ import annotations

import json
from collections import namedtuple
from datetime import date
from decimal import Decimal
from itertools import groupby, zip_longest
from operator import attrgetter, itemgetter
from typing import Any, Callable, Sequence

Sale = namedtuple("Sale", "region day product units price", defaults=[Decimal("1.00")])


class Query:
    """A little query builder with a fluent interface."""

    def __init__(self, table: str) -> None:
        self._table = table
        self._columns: list[str] = ["*"]
        self._where: list[tuple[str, str, Any]] = []
        self._order: list[str] = []

    def select(self, *columns: str) -> Query:
        self._columns = list(columns)
        return self

    def where(self, **conditions: Any) -> Query:
        operators = {"gte": ">=", "lt": "<", "ne": "<>"}
        for key, value in conditions.items():
            column, _, suffix = key.partition("__")
            self._where.append((column, operators.get(suffix, "="), value))
        return self

    def order_by(self, *columns: str) -> Query:
        self._order.extend(columns)
        return self

    def build(self) -> tuple[str, list[Any]]:
        sql = f"SELECT {', '.join(self._columns)} FROM {self._table}"
        if self._where:
            sql += " WHERE " + " AND ".join(f"{column} {op} ?" for column, op, _ in self._where)
        if self._order:
            sql += f" ORDER BY {', '.join(self._order)}"
        return sql, [value.isoformat() if isinstance(value, date) else value for *_, value in self._where]

    def run(self, make: Callable[..., Any]) -> list[Any]:
        sql, parameters = self.build()
        print(sql, parameters)
        return [make(*row) for row in run_query(sql, parameters)]


def to_sale(region: str, day: str, product: str, units: int, *price: str) -> Sale:
    return Sale(region, date.fromisoformat(day), product, units, *map(Decimal, price))


def quarter(sale: Sale) -> str:
    return f"Q{(sale.day.month - 1) // 3 + 1}"


def table(rows: Sequence[Sequence[object]], header: Sequence[str]) -> str:
    text = [[f"{cell:,.2f}" if isinstance(cell, Decimal) else str(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip_longest(header, *text, fillvalue="")]
    lines = ["  ".join(h.center(w) for h, w in zip(header, widths)), "  ".join("=" * w for w in widths)]
    lines += ["  ".join(c.rjust(w) if i else c.ljust(w) for i, (c, w) in enumerate(zip(row, widths))) for row in text]
    return "\n".join(line.rstrip() for line in lines)


def main() -> str:
    query = Query("sales").select("region", "day", "product", "units", "price")
    sales = query.where(day__gte=date(2024, 1, 1), units__ne=0).order_by("region", "day").run(to_sale)
    rows = []
    revenue = lambda s: s.units * s.price  # noqa: E731
    everything = sum(map(revenue, sales))
    for region, in_region in groupby(sales, key=attrgetter("region")):
        in_region = list(in_region)
        for name, group in groupby(sorted(in_region, key=quarter), key=quarter):
            group = list(group)
            rows.append([region, name, sum(s.units for s in group), sum(map(revenue, group))])
        total = sum(map(revenue, in_region))
        rows.append([region, "all", sum(s.units for s in in_region), total])
        print(f"{region}: {total / everything:.1%}")
    print(table(rows, header=("Region", "Quarter", "Units", "Revenue")))

    best = max(sales, key=revenue)
    print(best._replace(price=best.price.quantize(Decimal("1"))), best._fields[:2])
    top = sorted(((s.product, s.units) for s in sales), key=itemgetter(1), reverse=True)[:2]
    summary = {"best": best._asdict() | {"day": best.day.isoformat()}, "top": top, "total": everything}
    return json.dumps(summary, default=str, sort_keys=True)


main()
