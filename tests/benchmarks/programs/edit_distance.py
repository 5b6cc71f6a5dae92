"""basics: edit distances by dynamic programming."""


def distance(a, b):
    previous = list(range(len(b) + 1))
    for i in range(len(a)):
        current = [i + 1]
        for j in range(len(b)):
            cost = 0 if a[i] == b[j] else 1
            current.append(min(previous[j + 1] + 1, current[j] + 1, previous[j] + cost))
        previous = current
    return previous[-1]


words = ['kitten', 'sitting', 'saturday', 'sundays', 'interpreter', 'interrupted', 'snapshot', 'snapshots']
total = 0
for _ in range(48):
    for a in words:
        for b in words:
            total += distance(a, b)
total
