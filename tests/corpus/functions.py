
# --- annotations-in-order
def f(a: ext(1), /, b: ext(2), *c: ext(3), d: ext(4), **e: ext(5)) -> ext(6): pass
print(f.__annotations__, f(1, 2, d=4))


# --- deleted-attributes-of-functions
def f(a=1, *, b=2):
    "Doc."
    return a, b


f.x = ext(1)
for name in ("__name__", "__doc__", "__defaults__", "__kwdefaults__", "__module__", "__annotations__", "x", "none"):
    try:
        delattr(f, name)
        print(name, getattr(f, name, "gone"))
    except (TypeError, AttributeError) as error:
        print(name, error)
try:
    f()
except TypeError as error:
    print(error)
f.__defaults__, f.__kwdefaults__ = (ext(5),), {"b": 6}
print(f())
del f.__defaults__
print(f(ext(7)))
