"""language: exceptions are raised, caught, passed on and cleaned up after."""


class Refused(ValueError):
    pass


def risky(i):
    try:
        if i % 3 == 0:
            raise Refused(i)
        if i % 5 == 0:
            return [][i]
        return i
    except IndexError as error:
        raise KeyError(i) from error
    finally:
        counts[i % 4] += 1


counts = [0, 0, 0, 0]
total = 0
for i in range(90_000):
    try:
        total += risky(i)
    except Refused as error:
        total -= error.args[0] % 10
    except KeyError:
        total -= 1
    else:
        total += 1
(total, counts)
