"""language: operators, comparisons, containers and iteration of classes of the script."""


class Money:
    __slots__ = ('cents',)

    def __init__(self, cents):
        self.cents = cents

    def __add__(self, other):
        return Money(self.cents + other.cents)

    def __mul__(self, factor):
        return Money(self.cents * factor)

    def __eq__(self, other):
        return isinstance(other, Money) and self.cents == other.cents

    def __hash__(self):
        return hash(self.cents)

    def __lt__(self, other):
        return self.cents < other.cents


class Purse:
    def __init__(self, items):
        self.items = items

    def __len__(self):
        return len(self.items)

    def __getitem__(self, index):
        return self.items[index]

    def __contains__(self, item):
        return item in self.items

    def __iter__(self):
        return iter(self.items)


total = Money(0)
hits = 0
for i in range(10_000):
    purse = Purse([Money(i % 7), Money(i % 11), Money(3)])
    for coin in purse:
        total = total + coin * 2
    if Money(3) in purse:
        hits += 1
    hits += len(purse) + (purse[0] < purse[1]) + len({purse[0], purse[1]})
    total = total + max(purse) + sorted(purse)[0]
(total.cents, hits)
