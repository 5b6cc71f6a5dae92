"""basics: counting, grouping and updating with dicts."""


def work(n):
    found = {}
    groups = {}
    for i in range(n):
        key = i * 7919 % 1009
        found[key] = found.get(key, 0) + 1
        name = 'k' + str(key % 50)
        if name in groups:
            groups[name].append(i)
        else:
            groups[name] = [i]
    best = 0
    for key, count in found.items():
        if count > best:
            best = count + key % 2
    return best, len(found), len(groups['k7'])


work(150_000)
