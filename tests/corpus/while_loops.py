# --- while-test
n = 0
while ext(n) < 3:
    n = n + 1
    print(n)
n


# --- while-test-and-body
def countdown(n):
    steps = []
    while ext(n) > 0 and ext("go") == "go":
        steps.append(ext(n * 10))
        n -= 1
    else:
        steps.append(ext("zero"))
    return steps


countdown(3)

# --- while-true-break
# host: poll = script('wait', 'wait', 'ready', 'never')
tries = 0
while True:
    tries += 1
    state = poll(tries)
    print(tries, state)
    if state == "ready":
        break
else:
    print("not reached")
tries

# --- while-continue-else
n = 0
odd = []
while n < 6:
    n += 1
    if ext(n) % 2 == 0:
        continue
    odd.append(n)
else:
    odd.append(ext("else"))
odd


# --- while-nested
def collatz(limit):
    lengths = {}
    n = 1
    while n <= limit:
        value, steps = n, 0
        while value != 1:
            if value % 2:
                value = 3 * value + 1
            else:
                value = ext(value) // 2
            steps += 1
            if steps > 50:
                break
        else:
            lengths[n] = steps
        n += 1
    return lengths


collatz(4)

# --- while-walrus-test
# host: read = script('a', 'b', '', 'c')
lines = []
while line := read():
    lines.append(line.upper())
    print(line)
lines, line

# --- while-chained-comparison-test
low, high = 0, 5
while low < ext(low + 1) < ext(high) != 2:
    low += 1
    high -= ext(1) - 1
(low, high)

# --- while-not-and-or
a, b = 0, 3
while not ext(a) > 2 or (ext(b) and a < 5):
    a += 1
    b -= 1
    print(a, b)
a, b

# --- while-break-in-else-of-inner
out = []
i = 0
while i < 4:
    j = 0
    while j < i:
        if ext(i * j) == 2:
            break
        j += 1
    else:
        out.append(i)
        i += 1
        if ext(i) == 2:
            continue
        out.append("next")
        continue
    out.append((i, j))
    break
out

# --- while-error-in-test
# error: ValueError
# answers: [True, True, fail(ValueError('gone'))]
count = 0
while ext("again"):
    count += 1
    print(count)
