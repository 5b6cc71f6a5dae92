"""Convert a portfolio to one currency with cached exchange rates, cross rates and exact decimals."""

from collections import ChainMap
from decimal import Decimal, InvalidOperation, getcontext, localcontext
from functools import cache
from types import MappingProxyType

getcontext().prec = 12

DEFAULTS = MappingProxyType({"fee": Decimal("0.0025"), "target": "EUR"})


class RateError(LookupError):
    """There is no way to convert between two currencies."""


@cache
def rate(base: str, quote: str) -> Decimal:
    """Return how much of `quote` one unit of `base` is worth: directly, inverted, or by way of the dollar."""
    if base == quote:
        return Decimal(1)
    raw = get_rate(base, quote)
    if raw is not None:
        return Decimal(raw)
    raw = get_rate(quote, base)
    if raw is not None:
        return 1 / Decimal(raw)
    if "USD" in (base, quote):
        raise RateError(f"no rate for {base}/{quote}")
    return rate(base, "USD") * rate("USD", quote)


def parse_amount(text: str) -> Decimal:
    cleaned = text.replace("_", "").replace(",", "").strip()
    try:
        return Decimal(cleaned)
    except InvalidOperation:
        raise ValueError(f"not an amount: {text!r}") from None


def convert(amount: Decimal, base: str, **overrides) -> Decimal:
    options = ChainMap(overrides, DEFAULTS)
    value = amount * rate(base, options["target"])
    if base != options["target"]:
        value -= value * options["fee"]
    return value.quantize(Decimal("0.01"))


HOLDINGS = [
    ("1,000.00", "USD"),
    ("250", "GBP"),
    ("90_000", "JPY"),
    ("12.5", "EUR"),
    ("7", "XAU"),
    ("five", "USD"),
    ("1e3", "CHF"),
]


def main() -> None:
    total = Decimal(0)
    for text, currency in HOLDINGS:
        try:
            amount = parse_amount(text)
            value = convert(amount, currency)
        except RateError as error:
            print(f"{text:>10} {currency}  skipped: {error}")
        except ValueError as error:
            print(f"{text:>10} {currency}  invalid: {error}; cause: {error.__cause__}")
        else:
            total += value
            print(f"{amount:>10} {currency} = {value:>12,} EUR   (rate {rate(currency, 'EUR'):.6f})")
    print(f"{'total':>14} = {total:>12,} EUR")

    with localcontext() as context:
        context.prec = 4
        print("roughly", +total, context.prec, getcontext().prec)
    print("without fee:", convert(Decimal(1000), "USD", fee=Decimal(0)), "in yen:", convert(Decimal(1000), "USD", target="JPY"))
    print("precision restored:", getcontext().prec, "cache:", rate.cache_info().hits > 0)
    as_tuple = total.as_tuple()
    print(as_tuple.sign, as_tuple.exponent, len(as_tuple.digits), total.adjusted(), total.is_signed())


if __name__ == "__main__":
    main()
