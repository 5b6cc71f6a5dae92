"""Import a product catalogue from files of several formats, look up prices, and write a checked catalogue and a log."""

import csv
import json
import logging
import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path, PurePath
from typing import Any, TypedDict
from uuid import NAMESPACE_DNS, uuid3, uuid5


class Row(TypedDict, total=False):
    sku: str
    title: str
    weight: str


@dataclass
class Product:
    sku: str
    title: str
    grams: int
    price: Decimal
    source: PurePath

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[A-Z]{2}-\d{3}", self.sku):
            raise ValueError(f"bad SKU {self.sku!r}")

    @property
    def id(self) -> str:
        return str(uuid5(NAMESPACE_DNS, f"{self.sku}.example.com"))


READERS: dict[str, Callable[[Path], Iterable[Row]]] = {}


def reader(*suffixes: str):
    def register(function):
        READERS.update(dict.fromkeys(suffixes, function))
        return function

    return register


@reader(".csv", ".tsv")
def read_table(path: Path) -> Iterable[Row]:
    with path.open(encoding="utf-8-sig", newline="") as handle:
        dialect = csv.Sniffer().sniff(handle.readline(), delimiters=",;\t")
        handle.seek(0)
        yield from csv.DictReader(handle, dialect=dialect)


@reader(".json")
def read_json(path: Path) -> Iterable[Row]:
    data = json.loads(path.read_bytes())
    yield from data["products"] if isinstance(data, dict) else data


@reader(".jsonl")
def read_lines(path: Path) -> Iterable[Row]:
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if line.strip():
            try:
                yield json.loads(line)
            except json.JSONDecodeError as error:
                logging.error("%s:%d: %s", path.name, number, error.msg)


def parse_weight(text: str) -> int:
    match re.match(r"\s*([\d.,]+)\s*(kg|g|lb)?\s*$", text, re.I):
        case None:
            raise ValueError(f"bad weight {text!r}")
        case found:
            number, unit = found.groups(default="g")
    factor = {"kg": 1000, "g": 1, "lb": Decimal("453.592")}[unit.lower()]
    return int((Decimal(number.replace(",", ".")) * factor).to_integral_value())


def products(folder: Path, currency: str) -> Iterable[Product]:
    for path in sorted(folder.iterdir()):
        read = READERS.get(path.suffix.lower())
        if read is None:
            logging.warning("no reader for %s", path.name)
            continue
        for row in read(path):
            try:
                price = Decimal(get_price(row["sku"], currency=currency))
                yield Product(row["sku"], row["title"].strip(), parse_weight(row["weight"]), price, path.relative_to(folder))
            except (KeyError, ValueError) as error:
                logging.warning("%s: %s: %s", path.name, type(error).__name__, error)


def main() -> int:
    log_path = Path(os.environ["LOG_DIR"]) / "import.log"
    log_path.parent.mkdir(exist_ok=True)
    with log_path.open("w") as log:
        logging.basicConfig(stream=log, level=os.environ.get("LOG_LEVEL", "INFO"), format="%(levelname)s: %(message)s", force=True)
        found: dict[str, Product] = {}
        for product in products(Path("inbox"), os.getenv("CURRENCY", "USD")):
            if product.sku in found:
                logging.info("%s replaces %s", product.source, found[product.sku].source)
            found[product.sku] = product
        logging.shutdown()
    catalogue: list[dict[str, Any]] = [
        {"id": p.id, "sku": p.sku, "title": p.title, "grams": p.grams, "price": f"{p.price:.2f}", "from": str(p.source)}
        for p in sorted(found.values(), key=lambda p: p.sku)
    ]
    target = Path("catalogue.json")
    target.write_text(json.dumps(catalogue, indent=2, ensure_ascii=False), encoding="utf-8")
    print(target.read_text(encoding="utf-8"))
    print(log_path.read_text(), end="")
    print(sum(p.grams for p in found.values()), "g in all;", uuid3(NAMESPACE_DNS, "example.com").hex[:8], target.exists())
    return len(catalogue)


if __name__ == "__main__":
    main()
