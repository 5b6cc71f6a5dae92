"""basics: sets grow, are tested and are combined."""


def work(n):
    total = 0
    for k in range(n):
        a = set(range(k % 50, 120))
        b = set(range(60, 180, 2))
        total += len(a & b) + len(a | b) + len(a - b)
        for value in (3, 70, 500):
            if value in a:
                total += 1
            a.add(value)
    return total


work(9_000)
