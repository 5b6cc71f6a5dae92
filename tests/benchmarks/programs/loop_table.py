"""module loop: a histogram in a dict, a running list and a filter."""

counts = {}
recent = []
for i in range(150_000):
    key = i * 7919 % 1009
    counts[key] = counts.get(key, 0) + 1
    if key < 10:
        recent.append(key)
    if i % 50_000 == 0:
        recent = recent[-20:]
(len(counts), max(counts.values()), sum(recent))
