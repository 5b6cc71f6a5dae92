"""basics: quicksort and mergesort in Python, next to sorted()."""


def quick(items):
    if len(items) < 2:
        return items
    middle = items[len(items) // 2]
    smaller = [item for item in items if item < middle]
    equal = [item for item in items if item == middle]
    larger = [item for item in items if item > middle]
    return quick(smaller) + equal + quick(larger)


def merge(items):
    if len(items) < 2:
        return items
    half = len(items) // 2
    left = merge(items[:half])
    right = merge(items[half:])
    merged = []
    i = 0
    j = 0
    while i < len(left) and j < len(right):
        if left[i] <= right[j]:
            merged.append(left[i])
            i += 1
        else:
            merged.append(right[j])
            j += 1
    return merged + left[i:] + right[j:]


numbers = [i * 7919 % 10007 for i in range(10_000)]
first = quick(numbers)
(first == merge(numbers), first == sorted(numbers), first[:3])
