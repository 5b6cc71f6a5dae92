"""Turn a list of billable items into invoices with exact money arithmetic, one text file for each customer."""

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from string import Template

CENT = Decimal("0.01")
TAX_RATES = {"standard": Decimal("0.19"), "reduced": Decimal("0.07"), "none": Decimal(0)}

INVOICE = Template(
    """\
INVOICE $number
Date: $date   Due: $due

To: $customer

$lines
${rule}
Subtotal ${subtotal}
$taxes
TOTAL    ${total}

Please pay within $$terms$terms days.
"""
)


def money(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def show(amount: Decimal) -> str:
    return f"{amount:>12,.2f} EUR"


@dataclass(order=True)
class Item:
    description: str
    quantity: Decimal
    unit_price: Decimal
    tax: str = "standard"

    @property
    def net(self) -> Decimal:
        return money(self.quantity * self.unit_price)

    def line(self) -> str:
        return f"{self.description:<24}{self.quantity.normalize():>6f} x {self.unit_price:>8} {show(self.net)}"


def load_items(path: Path) -> dict[str, list[Item]]:
    grouped: dict[str, list[Item]] = defaultdict(list)
    for record in json.loads(path.read_text(), parse_float=Decimal):
        customer = record.pop("customer")
        record["quantity"] = Decimal(record["quantity"])
        record["unit_price"] = Decimal(str(record["unit_price"]))
        grouped[customer].append(Item(**record))
    return dict(grouped)


def render(number: int, customer: str, items: list[Item], today: date, terms: int = 14) -> tuple[str, Decimal]:
    taxes: defaultdict[str, Decimal] = defaultdict(Decimal)
    for item in items:
        taxes[item.tax] += item.net * TAX_RATES[item.tax]
    subtotal = sum((item.net for item in items), Decimal(0))
    tax_lines = [f"Tax {TAX_RATES[name]:>4.0%} {show(money(value))}" for name, value in sorted(taxes.items()) if value]
    total = subtotal + sum(map(money, taxes.values()), Decimal())
    text = INVOICE.safe_substitute(
        number=f"{today:%Y}-{number:04d}",
        date=today.strftime("%d %B %Y"),
        due=(today + timedelta(days=terms)).isoformat(),
        customer=customer,
        lines="\n".join(item.line() for item in sorted(items)),
        rule="-" * 58,
        subtotal=show(subtotal),
        taxes="\n".join(tax_lines) or "No tax",
        total=show(total),
        terms=terms,
    )
    return text, total


def main() -> None:
    today = date.today()
    grand_total = Decimal(0)
    folder = Path("invoices") / str(today.year)
    folder.mkdir(parents=True, exist_ok=True)
    for number, (customer, items) in enumerate(sorted(load_items(Path("items.json")).items()), start=1):
        text, total = render(number, customer, items, today)
        target = folder / f"{number:04d}-{customer.lower().replace(' ', '-')}.txt"
        target.write_text(text)
        grand_total += total
        print(f"{target}: {total}")
        if number == 1:
            print(text)
    print("written:", sorted(p.name for p in folder.glob("*.txt")))
    print("grand total:", grand_total, "rounded:", grand_total.to_integral_value())


if __name__ == "__main__":
    main()
