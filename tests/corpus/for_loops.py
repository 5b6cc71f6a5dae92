# --- for-body
total = 0
for i in range(4):
    total = total + ext(i) * 10
    print(i, total)
total

# --- for-iterable-and-body
seen = []
for item in ext([3, 1, 2]):
    seen.append(ext(item) + len(seen))
    print(seen)
print(item)
seen


# --- for-break-else
def first_over(limit, items):
    for item in items:
        if ext(item) > limit:
            print("found", item)
            break
    else:
        print("nothing over", ext(limit))
        return None
    return item


first_over(3, [1, 4, 9]), first_over(30, [1, 4, 9]), first_over(0, [])

# --- for-continue
kept = []
for i in range(6):
    if ext(i) % 2:
        continue
    if i == ext(4):
        kept.append("four")
        continue
    kept.append(i)
else:
    kept.append(ext("end"))
kept


# --- for-nested
def table(rows, columns):
    lines = []
    for row in range(rows):
        line = []
        for column in range(ext(columns)):
            if column == row:
                continue
            if row + column > 3:
                break
            line.append(ext(row * 10 + column))
        else:
            line.append("full")
        lines.append(line)
    return lines


result = table(4, 3)
for line in result:
    print(*line)
result

# --- for-nested-break-outer
hits = []
for a in "abc":
    for b in range(3):
        for c in ext([True, False]):
            if c and b == 1:
                hits.append(ext((a, b)))
                break
        else:
            hits.append((a, b, "none"))
            continue
        break
    else:
        hits.append(a)
        continue
    if a == "b":
        break
hits

# --- for-unpacking-target
pairs = {"x": (1, [2, 3]), "y": (4, [5, 6, 7])}
out = []
for name, (first, [second, *rest]) in pairs.items():
    out.append(ext(name) + str(first + ext(second)) + str(rest))
    print(name, first, second, rest)
out


# --- for-attribute-and-item-target
class Box:
    pass


box = Box()
table = {}
log = []
for box.value in [1, 2]:
    for table[ext(box.value)] in "ab":
        log.append((box.value, dict(table), ext("in")))
print(table)
log, box.value

# --- for-over-dict-and-strings
counts = {"a": 1, "b": 2}
text = ""
for key in counts:
    for letter in key * counts[key]:
        text = text + ext(letter)
for key, value in counts.items():
    text = text + f"{ext(key)}={value};"
for value in counts.values():
    text += str(ext(value))
text

# --- for-list-mutated-while-iterated
items = [1, 2, 3]
for item in items:
    if item < 3:
        items.append(ext(item) + 10)
    print(item, items)
items

# --- for-iterator-half-consumed
it = iter([1, 2, 3, 4, 5, 6])
out = []
for x in it:
    out.append(ext(x))
    if x == 2:
        break
out.append(next(it))
print(out)
for x in it:
    out.append(-ext(x))
    out.append(next(it, "done"))
out

# --- for-enumerate-zip-reversed
out = []
for i, (a, b) in enumerate(zip([1, 2, 3], "xyz"), start=ext(5)):
    out.append((i, ext(a), b))
for value in reversed([1, 2, 3]):
    out.append(ext(value))
for a, b in zip(range(3), reversed("abc")):
    out.append(ext(f"{a}{b}"))
out

# --- for-variable-survives
for i in range(ext(3)):
    pass
print(i)
for i in []:
    ext("never")
else:
    i = i + ext(1)
i


# --- for-loop-in-function-returns
def search(grid, wanted):
    for y, row in enumerate(grid):
        for x, cell in enumerate(row):
            if ext(cell) == wanted:
                return y, x
    return None


search([[1, 2], [3, 4]], 3), search([[1]], 2)


# --- for-recursion-inside
def walk(tree, depth=0):
    names = []
    for name, below in tree.items():
        names.append("-" * depth + ext(name))
        for line in walk(below, depth + ext(1)):
            names.append(line)
    return names


lines = walk({"a": {"b": {}, "c": {"d": {}}}, "e": {}})
print("\n".join(lines))
len(lines)

# --- for-deleted-target
for i in range(3):
    ext(i)
    del i
try:
    i
except NameError as error:
    print(type(error).__name__)
ext("end")

# --- for-large-number-of-passes
total = 0
for i in range(500):
    if i % 100 == 0:
        total += ext(i)
    total += 1
total

# --- for-not-iterable
# error: TypeError
for i in range(2):
    ext(i)
for x in ext(5):
    print(x)


# --- for-error-in-body
# error: ZeroDivisionError
def share(total, parts):
    for part in parts:
        print(total // ext(part))


share(10, [5, 2, 0, 1])

# --- loop-over-a-list-that-shrinks-and-grows
items = [1, 2, 3, 4]
back = [1, 2, 3, 4]
raw = bytearray(b"abcd")
seen = []
for a, b, c in zip(iter(items), reversed(back), iter(raw)):
    seen.append((a, b, c))
    if len(seen) == 2:
        kept = items[:], back[:], raw[:]
        items.clear()
        back.clear()
        raw.clear()
        ext("empty")
        items.extend(kept[0])
        back.extend(kept[1])
        raw.extend(kept[2])
    ext(len(seen))
for number in items:
    items.sort(key=lambda n: ext(n))
    if number == 2:
        del items[1:]
        ext("cut")
seen, items


# --- exceptions-that-leave-loops-close-generators
def g(name):
    try:
        yield 1
        yield 2
    finally:
        print("closed", name)


def fails(name):
    for x in g(name):
        raise ValueError(ext(name))


def nested():
    for x in g("outer"):
        for y in g("inner"):
            if y == 2:
                raise KeyError(y)


def lists():
    return [1 // 0 for x in [1] for y in g("list")]


def lazily(name):
    yield from (1 // 0 for x in [1] for y in g(name))


try:
    fails("f")
except ValueError as error:
    print("handler", error)
try:
    nested()
except KeyError as error:
    print("handler", error)
try:
    lists()
except ZeroDivisionError as error:
    print("handler", error)
try:
    print(sum(lazily("lazy")))
except ZeroDivisionError as error:
    print("handler", error)
try:
    sorted(g("sorted"), key=lambda n: n // 0)
except ZeroDivisionError as error:
    print("handler", error)
try:
    fails("again")
except ValueError as error:
    print("handler", error, ext("paused"))
print("after")
ext("end")

# --- exceptions-that-end-the-script-close-generators
# error: ValueError
def g():
    try:
        yield ext(1)
    finally:
        print("closed")


for x in g():
    raise ValueError(x)


# --- exceptions-in-comprehensions-over-generators
# varies: since 3.12 a comprehension has no frame of its own that keeps its iterator
def g(name):
    try:
        yield 1
    finally:
        print("closed", name)


lazy = (int("x") for v in g("first"))
try:
    next(lazy)
except ValueError as error:
    print("handler", error)
lazy = ((v, w) for v in [1] for w in g("second") if int("x"))
try:
    next(lazy)
except ValueError as error:
    print("handler", error)
try:
    print({v: int("x") for v in g("third") if ext(v)})
except ValueError as error:
    print("handler", error)
print("after")
ext("end")
