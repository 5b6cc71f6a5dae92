"""language: a pipeline of generators with yield from, send and generator expressions."""


def source(n):
    yield from range(n)
    yield from (i * 2 for i in range(n))


def chunks(items, size):
    chunk = []
    for item in items:
        chunk.append(item)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def averages():
    total = 0
    count = 0
    average = 0
    while True:
        value = yield average
        total += value
        count += 1
        average = total // count


running = averages()
next(running)
last = 0
for chunk in chunks(source(60_000), 3):
    last = running.send(sum(item for item in chunk if item % 2))
(last, sum(1 for _ in source(20_000)), any(i > 9_000 for i in source(10_000)))
