"""basics: list, dict and set comprehensions, nested and filtered."""


def work(n):
    total = 0
    for k in range(n):
        squares = [i * i for i in range(60) if i % 3]
        table = {i: i + k for i in squares}
        seen = {value % 11 for value in table.values()}
        pairs = [(a, b) for a in range(8) for b in range(a)]
        total += len(seen) + len(pairs) + squares[-1]
    return total


work(6_000)
