# --- walrus-positions
print((a := ext(1)) + a + (b := ext(2)) * b)
if (n := ext(5)) > 3 and (m := n + ext(1)):
    print(n, m)
items = [x := ext(1), x + 1, (x := x + ext(10))]
d = {(k := ext("k")): (v := ext(k + "v")), "last": v}
print(items, d, f"{(w := ext(3))}{w}")
x, k, (lambda: (inner := ext(4)) + inner)(), items[(i := ext(1))] + i


# --- walrus-in-function
def f(text):
    while part := text[: ext(2)]:
        text = text[2:]
        if (upper := ext(part).upper()) == "CD":
            return upper, part, text
        print(upper)
    return None


f("abcdef")

# --- walrus-rebinding-held-operand
x = 1
r = x + (x := ext(5)) + x + (x := x + ext(1)) * x
print(r, x)


def g(y):
    return [y, (y := ext(y + 1)), y, y + (y := ext(10)), y]


g(1)


# --- walrus-in-arguments
def show(*args, **kwargs):
    return args, kwargs


show((a := ext(1)), a, *(b := ext([2, 3])), key=(c := ext(4)), other=c), a, b, c


# --- walrus-global-and-nonlocal
def outer():
    n = 0

    def inner():
        nonlocal n
        global g
        return (n := n + ext(1)) + (g := ext(100) + n)

    return inner() + inner(), n


outer(), g
