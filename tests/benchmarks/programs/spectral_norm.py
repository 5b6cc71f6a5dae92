"""pyperformance: the spectral norm of an infinite matrix."""


def a(i, j):
    return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)


def times(vector):
    return [sum([a(i, j) * value for j, value in enumerate(vector)]) for i in range(len(vector))]


def transposed_times(vector):
    return [sum([a(j, i) * value for j, value in enumerate(vector)]) for i in range(len(vector))]


def norm(n):
    u = [1.0] * n
    v = u
    for _ in range(4):
        v = transposed_times(times(u))
        u = transposed_times(times(v))
    dot = 0.0
    square = 0.0
    for x, y in zip(u, v):
        dot += x * y
        square += y * y
    return round((dot / square) ** 0.5, 9)


norm(140)
