"""basics: calls with defaults, keywords and starred arguments."""


def scaled(value, factor=2, offset=0):
    return value * factor + offset


def summed(*values, start=0):
    total = start
    for value in values:
        total += value
    return total


def work(n):
    total = 0
    for i in range(n):
        total += scaled(i) + scaled(i, offset=1) + scaled(i, 3, 4)
        total += summed(i, 1, 2, start=total % 7)
    return total


work(120_000)
