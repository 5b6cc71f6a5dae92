# --- closure-counter
def counter(start):
    count = ext(start)

    def step(by=1):
        nonlocal count
        count += ext(by)
        return count

    return step


a, b = counter(0), counter(10)
print(a(), a(5), b(), a())
b(ext(2))


# --- closures-share-a-cell
def account(balance):
    def deposit(n):
        nonlocal balance
        balance = balance + ext(n)

    def show():
        return f"balance {ext(balance)}"

    def reset():
        nonlocal balance
        old, balance = balance, ext(0)
        return old

    return deposit, show, reset


deposit, show, reset = account(10)
deposit(5)
print(show())
ext("pause")
deposit(7)
print(show(), reset(), show())
ops = {"d": deposit, "s": show}
ops["d"](1)
ops["s"]()


# --- closure-three-levels
def outer(a):
    def middle(b):
        c = ext(b) + a

        def inner(d):
            nonlocal c
            nonlocal a
            c += ext(d)
            a += 1
            return [a, b, c, d]

        return inner

    return middle


m = outer(1)
i, j = m(10), m(20)
i(100), j(200), i(ext(300))


# --- closure-recursive
def solve(n):
    calls = 0

    def fib(k):
        nonlocal calls
        calls += 1
        if k < 2:
            return ext(k)
        return fib(k - 1) + fib(k - 2)

    return fib(n), calls


solve(4)


# --- closure-mutual-recursion
def game():
    def even(n):
        return True if n == 0 else odd(ext(n) - 1)

    def odd(n):
        return False if n == 0 else even(n - 1)

    return even


even = game()
even(4), even(3)

# --- closure-over-loop-variable
fs = []
for i in range(3):

    def f(x, i=i):
        return ext(x) + i

    def g():
        return ext(i)

    fs.append((f, g))
print([f(10) for f, g in fs])
[g() for f, g in fs]


# --- closure-unassigned-cell
def f():
    def g():
        return later

    try:
        g()
    except NameError as error:
        print(type(error).__name__, ext("not yet"))
    later = ext("now")
    return g()


f()


# --- closure-over-argument-and-del
def f(x):
    def get():
        return x

    value = ext(get())
    x = ext(value + 1)
    first = get()
    del x
    try:
        get()
    except NameError:
        return first, ext("deleted")


f(1)

# --- lambda-positions
add = lambda a, b=ext(5), *c, d=ext(6), **e: (ext(a), b, c, d, e)
print(add(1), add(1, 2, 3, d=4, f=5))
table = {"plus": lambda x, y: ext(x) + y, "twice": lambda f: lambda x: f(f(x))}
print(table["plus"](1, ext(2)), table["twice"](lambda n: ext(n) * 3)(2))
(lambda: ext("called at once"))(), [f(2) for f in [lambda x: x + ext(x), lambda x: ext(x) ** x]]


# --- closures-in-data-across-pauses
def make(n):
    items = [n]

    def push(x):
        items.append(ext(x))
        return items

    return push


p, q = make(1), make(2)
store = [p, q, p]
for i, push in enumerate(store):
    push(i * 10)
    ext("pause")
print(store[0] is store[2], p(99) is store[0](100))
p(0), q(0)


# --- nonlocal-in-nested-loops
def run():
    best = None

    def offer(x):
        nonlocal best
        if best is None or ext(x) > best:
            best = x

    for row in [[3, 1], [4, 1, 5]]:
        for x in row:
            offer(x)
    return best


run()


# --- function-attributes
def f():
    f.calls += 1
    f.log.append(ext(f.calls))
    return f.calls


f.calls = ext(0)
f.log = []
f()
ext("pause")
f()
f.calls, f.log, f.__name__


# --- own-cells-without-a-value
def f(n):
    def show():
        return value

    ext(n)
    try:
        print(value)
    except UnboundLocalError as error:
        print(type(error).__name__, error, error.name)
    value = ext(n + 1)
    print(value, show())
    del value
    ext(1)
    try:
        return show()
    except NameError as error:
        print(type(error).__name__, error)
    try:
        return value
    except NameError as error:
        print(type(error).__name__, error)


f(1)


# --- generator-unbound-shared-variables
def g(flag, p):
    if flag:
        x = 1
    yield ext(1)
    try:
        yield x
    except UnboundLocalError as error:
        print(error)
    y = lambda: (x, p)
    x = 5
    yield ext(2)
    print(x, p, y())
    del x, p
    try:
        yield x
    except NameError as error:
        print(type(error).__name__, error)
    try:
        yield p
    except NameError as error:
        print(type(error).__name__, error)
    try:
        y()
    except NameError as error:
        print(type(error).__name__, error)


def f():
    z = 1
    h = lambda: z
    print(h(), ext(3))
    del z
    try:
        z
    except NameError as error:
        print(type(error).__name__, error)
    try:
        h()
    except NameError as error:
        print(type(error).__name__, error)


print(list(g(False, 3)), list(g(True, 4)))
f()
