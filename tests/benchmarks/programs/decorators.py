"""language: decorated functions, a cache, and functions composed of others."""

from functools import reduce, wraps


def counted(function):
    @wraps(function)
    def wrapper(*args, **kwargs):
        wrapper.calls += 1
        return function(*args, **kwargs)

    wrapper.calls = 0
    return wrapper


def cached(function):
    known = {}

    def wrapper(n):
        if n not in known:
            known[n] = function(n)
        return known[n]

    return wrapper


@counted
def added(a, b=1):
    return a + b


@cached
def steps(n):
    return 0 if n < 2 else 1 + steps(n // 2 if n % 2 == 0 else 3 * n + 1)


def composed(*functions):
    return lambda value: reduce(lambda result, function: function(result), functions, value)


shift = composed(lambda x: x + 1, lambda x: x * 2, str, len)
total = 0
for i in range(40_000):
    total += added(i) + added(i, b=2)
    total += shift(i)
(total, added.calls, max([steps(n) for n in range(1, 3_000)]))
