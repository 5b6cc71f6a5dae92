"""basics: lists are built, sorted with a key, sliced and filtered."""


def work(n):
    rows = []
    for i in range(n):
        rows.append([i, i * 2, str(i)])
    rows.sort(key=lambda row: -row[1])
    return sum([row[0] for row in rows if row[1] % 3 == 0]), [row[2] for row in rows[:3]]


work(100_000)
