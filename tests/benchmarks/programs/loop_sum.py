"""module loop: a sum of remainders."""

total = 0
for i in range(600_000):
    total = total + i % 7
total
