"""module loop: a linear congruential generator, counted with while."""

state = 12345
hits = 0
steps = 0
while steps < 250_000:
    state = (state * 1103515245 + 12345) % 2147483648
    if state % 10 < 3:
        hits += 1
    steps += 1
(hits, state)
