"""language: context managers as classes and as generators, nested, with errors that they take in."""

from contextlib import contextmanager


class Locked:
    def __init__(self, log):
        self.log = log

    def __enter__(self):
        self.log[0] += 1
        return self

    def __exit__(self, kind, error, trace):
        self.log[1] += 1
        return kind is KeyError


@contextmanager
def noted(log):
    log[2] += 1
    try:
        yield log
    finally:
        log[3] += 1


log = [0, 0, 0, 0]
for i in range(20_000):
    with Locked(log) as lock, noted(log) as same:
        same[0] += lock.log is log
        if i % 4 == 0:
            raise KeyError(i)
log
