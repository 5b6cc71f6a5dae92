"""basics: nested loops with arithmetic in a function."""


def work(n):
    total = 0
    for i in range(n):
        for j in range(i % 100):
            if (i + j) % 3 == 0:
                total += i * j
            else:
                total -= j
    return total


work(16_000)
