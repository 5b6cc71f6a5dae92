"""basics: exceptions in a function, caught where they are raised."""


def risky(i):
    try:
        if i % 3 == 0:
            raise ValueError('third')
        return 100 // (i % 5)
    except ValueError:
        return -1
    except ZeroDivisionError:
        return -2


def work(n):
    total = 0
    for i in range(n):
        total += risky(i)
    return total


work(200_000)
