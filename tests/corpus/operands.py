# --- binary-operands
a = 7
print(ext(1) + ext(2) * ext(3) - ext(4))
print((ext(1) + a) * (a - ext(2)) // ext(3))
print(-ext(5) + ~ext(6) + +ext(7), not ext(0))
print(ext(2) ** ext(3) ** ext(1), ext(17) % ext(5), ext(1) << ext(4) | ext(3) & ext(6) ^ ext(1))
ext(1) / ext(4) + a @ 1 if ext(0) else ext("a") + "b" * ext(3)


# --- operand-order
def note(x):
    print("note", x)
    return x


note(1) + ext(2) * note(3) - ext(4) + note(ext(5)) * ext(note(6))

# --- name-rebound-by-later-operand
n = 1


def bump():
    global n
    n = n + ext(10)
    return n


total = n + bump() + n + bump() * n
print(total, n)
total


# --- nested-calls
def add(a, b=0, *rest, c=0, **more):
    return a + b + sum(rest) + c + sum(more.values())


r = add(ext(1), ext(2), *ext([3, 4]), c=ext(5), d=add(ext(6), add(ext(7), c=ext(8))), **ext({"e": 9}))
print(r)
ext(ext(ext(add(ext(r)))))


# --- call-with-stars
def show(*args, **kwargs):
    print(args, kwargs)
    return list(args) + sorted(kwargs)


first = show(*ext([1, 2]), ext(3), *ext("ab"), k=ext(4), **ext({"x": 1}), y=ext(2), **{"z": ext(3)})
ext(*[1, 2], k=ext(5), **{"m": 6})
first


# --- call-with-duplicate-keyword
# error: TypeError
def show(**kwargs):
    return kwargs


print(show(**ext({"a": 1}), b=ext(2)))
show(a=ext(1), **ext({"a": 2}))

# --- displays
t = (ext(1), [ext(2), *ext([3, 4]), ext(5)], {ext("k"): ext("v"), **ext({"m": 1}), "n": ext(2)})
s = {ext(1), ext(2), *ext([2, 3])}
print(t, sorted(s))
[*ext("ab"), ext("c"), *(ext(1), ext(2))], {**ext({"a": 1}), ext("b"): 2}, len({ext(1): 1, ext(1): 2})


# --- dict-display-order
def key(x):
    print("key", x)
    return ext(x)


def value(x):
    print("value", x)
    return ext(x) * 10


{key(1): value(1), key(2): value(2), **{key(3): value(3)}}

# --- subscripts
data = {"rows": [[1, 2, 3], [4, 5, 6]], "name": "grid"}
print(data[ext("rows")][ext(1)][ext(2)])
print(ext([10, 20, 30])[ext(1)], "hello"[ext(1)])
data["rows"][ext(0)][ext(1)] = ext(99)
data[ext("new")] = ext([1])[0]
print(data)
data["rows"][ext(-1)][ext(0)] + {1: "a", (1, 2): "b"}[ext(1), ext(2)].__len__()

# --- attribute-chains
text = "  Hello, World "
words = ext(text).strip().lower().replace(ext("o"), ext("0")).split(ext(","))
print(words)
"-".join(ext(words)).title().center(ext(20), ext("*"))

# --- methods-on-values
items = []
items.append(ext(1))
items.extend(ext([2, 3]))
items.insert(ext(0), ext(0))
d = {}
d.setdefault(ext("a"), []).append(ext(5))
d.update({"b": ext(6)}, c=ext(7))
print(items, d, d.get(ext("z"), ext("default")), d.pop(ext("b")))
items.index(ext(2)) + items.count(ext(3)) + items.pop(ext(-1))


# --- method-of-call-result
class Chain:
    def __init__(self):
        self.steps = []

    def then(self, *step):
        self.steps.append(step)
        return self


c = Chain().then(ext(1)).then(ext(2), ext(3)).then(*ext([4, 5]))
print(c.steps)
len(c.then(ext("x")).then().steps)

# --- ellipsis-none-and-constants
print(ext(...), ext(None), ext(True), ext(b"bytes"), ext(1.5), ext(10**30), ext(""))
ext(()), ext([]), ext({}), ext((1,)), ext("ü€😀"), ext(-0.0), ext(b"\x00\xff")

# --- keyword-only-call
ext(a=1, b=[2])
x = ext(first="f", second=ext(2))
print(x)
lookup(ext(1), where=ext("here"), how={"deep": ext(True)})

# --- deep-nesting-of-operands
x = [1, [2, [3, [4, [5]]]]]
r = ((((ext(1) + 1) * 2 + ext(2)) * 3 + ext(3)) * 4 + ext(4)) * 5
print(r)
x[ext(1)][ext(1)][ext(1)][ext(1)][ext(0)] + (lambda a: (lambda b: a + b + ext(1))(ext(2)))(ext(3))

# --- expression-statements-and-pass
ext(1)
ext(2), ext(3)
ext("a") + "b"
if ext(0):
    pass
else:
    pass
[ext(4)]
ext(5) if ext(1) else None

# --- last-statement-is-no-expression
a = ext(1)
print(a)
b = ext(a + 1)

# --- semicolons-and-continuations
a = ext(1)
b = ext(2)
c = a + ext(3) + b
d = (
    a
    + ext(b)
    +
    # in the middle
    ext(c)
)
print(a, b, c, d)
[ext(a), ext(b)]
