"""module loop: lengths of Collatz chains, two loops deep."""

best = 0
best_start = 0
for start in range(1, 4_000):
    n = start
    length = 1
    while n != 1:
        if n % 2:
            n = 3 * n + 1
        else:
            n = n // 2
        length += 1
    if length > best:
        best = length
        best_start = start
(best_start, best)
