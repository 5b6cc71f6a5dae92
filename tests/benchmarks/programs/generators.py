"""language: generators that feed each other."""


def numbers(n):
    for i in range(n):
        yield i


def pairs(n):
    for i in numbers(n):
        yield i, i * i


total = 0
for a, b in pairs(200_000):
    total += b - a
total
