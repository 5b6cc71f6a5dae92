"""language: chained method calls on one instance."""


class Counter:
    def __init__(self):
        self.n = 0

    def add(self, k):
        self.n += k
        return self

    def twice(self, k):
        return self.add(k).add(k)


counter = Counter()
for i in range(300_000):
    counter.twice(i)
counter.n
