
# --- annotations-in-order
def f(a: ext(1), /, b: ext(2), *c: ext(3), d: ext(4), **e: ext(5)) -> ext(6): pass
print(f.__annotations__, f(1, 2, d=4))
