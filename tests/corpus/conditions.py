# --- if-elif-else
def grade(points):
    if ext(points) > 90:
        return "A"
    elif ext(points + 1) > 70:
        print("elif", points)
        return ext("B")
    elif points == 42:
        return "answer"
    else:
        return ext("C").lower()


[grade(95), grade(75), grade(42), grade(1)]

# --- conditional-expression
a = ext(1) if ext(0) else ext(2)
b = ext("yes") if ext(True) else ext("no")
c = (ext(1) if ext(0) else ext(5)) + (ext(7) if a else 0)
print(a, b, c)
[x if ext(x) % 2 else -x for x in range(4)] + [a]

# --- boolean-operators
log = []
log.append(ext(0) or ext("") or ext("x") or ext("never"))
log.append(ext(1) and ext([]) and ext("never"))
log.append(ext(1) and ext(0) or ext(3))
log.append(not ext(0) and (ext(5) or ext(6)))
log.append((ext(0) or ext(None)) is None)
print(log)
log


# --- boolean-in-arguments
def show(*args, **kwargs):
    print(args, kwargs)
    return len(args) + len(kwargs)


show(ext(0) or 1, ext(2) and ext(3), x=ext(0) and ext(1), y=ext("") or ext("z")) + ext(1)


# --- chained-comparison
def check(a, b, c):
    return ext(a) < ext(b) <= ext(c)


print(check(1, 2, 2), check(1, 2, 1), check(3, 2, 5))
print(1 < ext(2) < 3 < ext(4) > ext(0))
print(ext(1) == ext(1) != ext(2) in [2, ext(3)])
print(ext(5) not in (ext(4), 5) is not None)
0 <= ext(7) < 10

# --- chained-comparison-in-operands
x = 10
r = (ext(1) < x < ext(20)) + (ext(5) < x < ext(7)) * 10 + ext(100)
print(r)
f"{ext(1) < ext(2) < ext(3)}", [1 < ext(2) < 3, 3 < ext(2) < ext(9)]

# --- assert-passes-and-fails
# error: AssertionError
assert ext(1)
assert ext(True), ext("not evaluated")
try:
    assert ext(0), ext("first") + "!"
except AssertionError as error:
    print("caught", error)
try:
    assert ext([])
except AssertionError as error:
    print(repr(error))
assert ext(1) > ext(2), f"last {ext(3)}"

# --- short-circuit-with-assignment
values = []
for i in range(5):
    ok = i > 1 and ext(i) > 2 and not ext(i) == 4
    values.append(ok)
    flag = ok or ext("other")
    values.append(flag)
values


# --- none-checks
# host: find = lambda key: {'a': 1}.get(key)
def lookup(key):
    found = find(key)
    return found if found is not None else f"no {ext(key)}"


lookup("a"), lookup("b"), find("c") is None
