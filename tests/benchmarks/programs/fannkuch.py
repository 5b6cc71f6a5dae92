"""pyperformance: flips of pancakes over all permutations."""


def fannkuch(n):
    counts = [0] * n
    order = list(range(n))
    largest = 0
    checksum = 0
    sign = 1
    r = n
    while True:
        while r != 1:
            counts[r - 1] = r
            r -= 1
        if order[0] != 0:
            flipped = list(order)
            flips = 0
            first = flipped[0]
            while first != 0:
                flipped[: first + 1] = flipped[first::-1]
                flips += 1
                first = flipped[0]
            if flips > largest:
                largest = flips
            checksum += sign * flips
        sign = -sign
        while True:
            if r == n:
                return checksum, largest
            moved = order[0]
            for i in range(r):
                order[i] = order[i + 1]
            order[r] = moved
            counts[r] -= 1
            if counts[r] > 0:
                break
            r += 1


fannkuch(8)
