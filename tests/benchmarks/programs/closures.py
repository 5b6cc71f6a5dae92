"""language: closures with cells that change."""


def make(step):
    count = 0

    def advance(k):
        nonlocal count
        count += step * k
        return count

    return advance


advance = make(3)
other = make(5)
for i in range(250_000):
    advance(i)
    if i % 2:
        other(i)
(advance(0), other(0))
