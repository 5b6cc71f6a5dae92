"""agent: orders as dataclasses are validated, discounted and shipped, with errors of their own."""

from dataclasses import dataclass, field


class OrderError(Exception):
    def __init__(self, order, reason):
        super().__init__(f'order {order}: {reason}')
        self.reason = reason


@dataclass
class Line:
    sku: str
    count: int
    cents: int

    @property
    def total(self):
        return self.count * self.cents


@dataclass
class Order:
    number: int
    lines: list = field(default_factory=list)
    coupon: str = ''

    def total(self):
        cents = sum(line.total for line in self.lines)
        return cents * 9 // 10 if self.coupon == 'ten' else cents


STOCK = {f's{i}': 50_000 for i in range(10)}


def ship(order):
    for line in order.lines:
        if line.sku not in STOCK:
            raise OrderError(order.number, f'{line.sku} is unknown')
        if STOCK[line.sku] < line.count:
            raise OrderError(order.number, 'sold out')
    for line in order.lines:
        STOCK[line.sku] -= line.count
    return order.total()


shipped = 0
reasons = {}
for i in range(16_000):
    order = Order(i, [Line(f's{(i + k) % 11}', i % 9 + 1, 100 + k) for k in range(3)], 'ten' if i % 4 == 0 else '')
    try:
        shipped += ship(order)
    except OrderError as error:
        reasons[error.reason] = reasons.get(error.reason, 0) + 1
(shipped, reasons)
