"""pyperformance: digits of pi with large integers."""


def digits(count):
    found = ''
    q, r, t, k, n, l = 1, 0, 1, 1, 3, 3
    while len(found) < count:
        if 4 * q + r - t < n * t:
            found += str(n)
            q, r, n = 10 * q, 10 * (r - n * t), 10 * (3 * q + r) // t - 10 * n
        else:
            q, r, t, n, k, l = q * k, (2 * q + r) * l, t * l, (q * (7 * k + 2) + r * l) // (t * l), k + 1, l + 2
    return found


digits(950)[-12:]
