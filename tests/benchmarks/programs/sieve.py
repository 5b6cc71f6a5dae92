"""basics: the sieve of Eratosthenes."""


def sieve(n):
    flags = [True] * (n + 1)
    for i in range(2, int(n**0.5) + 1):
        if flags[i]:
            for j in range(i * i, n + 1, i):
                flags[j] = False
    return flags.count(True) - 2


sieve(1_200_000)
