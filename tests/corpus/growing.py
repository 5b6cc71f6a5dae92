# --- eval-over-the-scripts-names
x = 1
print(eval("x + ext(2)"), eval(" x * 2"), eval("[n * x for n in range(ext(3))]"))
print(eval(b"x + 1"), eval("(lambda a: a + x)(ext(1))"))
rows = [eval(text) for text in ("x", "x + 1", "ext(x)")]
print(rows, [eval("n + x") for n in range(1)] if False else "")
ext("end")


# --- exec-over-the-scripts-names
exec("y = ext(1)\ndef f(a):\n    return a + y + ext(a)\n")
print(y, f(1))
exec("""
class Shape:
    sides = 0
    def __init__(self, name):
        self.name = name
    def __repr__(self):
        return f"{self.name}/{self.sides}/{ext(self.sides)}"
class Square(Shape):
    sides = 4
""")
print(Square("s"), Shape("t"))
exec("for i in range(ext(2)):\n    total = i + y\n")
print(i, total)
ext("end")


# --- exec-changes-what-operators-do
def add(a, b):
    return a + b


print(add(1, 2))
exec("class V:\n    def __init__(self, n): self.n = n\n    def __add__(self, other): return ext(self.n, other)")
print(add(V(3), 4))
values = {}
exec("def __getattr__(self, name): return ext(name)", values)
V.__getattr__ = values["__getattr__"]
print(V(1).anything)
ext("end")


# --- exec-in-a-dictionary
d = {"a": 2, "log": []}
exec(
    """
b = a * ext(2)
log.append(b)
def g(n):
    global counter
    counter = n
    return n + b + ext(n)
class C:
    k = a
    def m(self):
        return g(self.k)
import math
from math import floor as down
r = math.sqrt(16), down(2.5)
b += 1
del a
""",
    d,
)
print(sorted(k for k in d if k != "__builtins__"), d["b"], d["log"], d["r"])
print(d["g"](1), d["counter"])
d["b"] = ext(100)
print(d["g"](1), d["C"]().m())
ext("end")


# --- exec-with-separate-locals
g, l = {"a": 1}, {"b": ext(2)}
exec("c = a + b\nb = ext(c)\nfor n in range(2):\n    s = n\nd = [n * b for n in [1, 2]] if False else len('ab')", g, l)
print(sorted(k for k in g if k != "__builtins__"), l)
try:
    exec("def f(): return b\nf()", g, l)
except NameError as error:
    print(error)
print(eval("a + b + ext(1)", g, l), eval("len([a, b])", g, l))
ext("end")


# --- eval-with-few-builtins
safe = {"__builtins__": {}}
try:
    eval("len('a')", safe)
except NameError as error:
    print(error)
print(eval("a + b", {"__builtins__": {}}, {"a": 1, "b": ext(2)}))
print(eval("f(a)", {"__builtins__": {}, "f": lambda n: ext(n), "a": 4}))
print(eval("max(a, 2)", {"__builtins__": {"max": max}, "a": 1}), safe)
ext("end")


# --- eval-in-a-function-sees-its-variables
def f(p, *rest, k=3):
    q = p + ext(1)
    print(eval("p + q + k"), eval("rest"), sorted(locals()))
    exec("q = 50\nprint(ext(3))")
    return q, "q" in vars(), "rest" in dir()


def outer(n):
    def inner():
        return eval("n + 1"), n

    return inner()


class A:
    x = 1
    y = eval("x + 1")
    names = sorted(name for name in locals() if name[0] != "_") if False else sorted(dir())[-2:]


print(f(1, 2), outer(ext(5)), A.y)
print((lambda a: eval("a * 2"))(ext(4)))
ext("end")


# --- compile-once-run-often
code = compile("total = total + ext(total)", "step", "exec")
total = 1
for _ in range(3):
    exec(code)
print(total)
formula = compile("a * 2 + ext(a)", "formula", "eval")
print([eval(formula, {"a": n}) for n in range(3)])
print(eval(compile("1 + 1", "f", "eval")), eval(compile("zz = 5", "f", "exec")), zz)
ext("end")


# --- source-that-is-wrong
x = 1
for text in ("1 +", "x = = 2", "def f(:\n pass", "'abc", "return 1", "await f()", "  x"):
    for run in (lambda text: eval(text), lambda text: exec(text)):
        try:
            run(text)
        except SyntaxError as error:
            print(type(error).__name__, error.lineno, ext(error.filename))
        else:
            print("fine", text)
for source in (None, 1, ["a"]):
    try:
        exec(source)
    except TypeError as error:
        print(error)
try:
    eval("1", 5)
except TypeError as error:
    print("globals" in str(error))
try:
    compile("1", "f", "other")
except ValueError as error:
    print(error)
ext("end")


# --- errors-in-what-is-executed
def f():
    exec("def g(n):\n    return 1 / n\ng(ext(0))", {})


try:
    f()
except ZeroDivisionError as error:
    print(error)
try:
    exec("import nothing_such")
except ImportError as error:
    print(type(error).__name__)
exec("try:\n    1 / 0\nexcept ZeroDivisionError as e:\n    print('caught', e, ext(1))\nprint('e' in dir(), 'e' in locals())", {})
exec("a = 1\nexec('b = a + ext(1)')\nprint(b, eval('a + b'))\ndef f(n): return eval('n + a')\nprint(f(5), 'f' in globals())", {})
ext("end")


# --- statements-in-a-dictionary
d = {}
exec(
    """
match ext({"kind": "a", "rest": [1, 2]}):
    case {"kind": kind, "rest": [first, *others], **more} if first == 1 and kind:
        found = (kind, first, others, more)
with open_it(ext(1)) as handle:
    seen = handle
a, (b, *c) = 1, [2, 3, 4]
for i, j in [(1, 2), (3, 4)]:
    last = i, j
n: int = ext(7)
if (w := ext(3)) > 2:
    big = w
squares = {k: k * n for k in range(2)}
gen = list(k + n for k in range(2))
try:
    raise KeyError("k")
except KeyError as error:
    text = repr(error)
x = y = ext([])
x.append(1)
def fact(k):
    return 1 if k < 2 else k * fact(k - 1)
f5 = fact(5)
lam = (lambda q=n: q + n)()
async def co():
    return n
@staticmethod
def deco(): return 5
""".replace("with open_it(ext(1)) as handle:\n    seen = handle\n", ""),
    d,
)
for key in sorted(d):
    if key not in ("__builtins__", "fact", "co", "deco"):
        print(key, d[key])
d["co"]().close()
ext("end")


# --- generators-over-a-dictionary
d = {"base": 10}
exec("def gen(n):\n    for i in range(n):\n        yield base + ext(i)\n", d)
it = d["gen"](3)
print(next(it))
d["base"] = 100
print(next(it), list(it))
ext("end")


# --- globals-and-locals
a = ext(1)
print(globals()["a"], "a" in globals(), "nothing" in globals(), globals().get("nothing", ext(2)))
globals()["b"] = ext(3)
print(b)
for name in ("u", "v"):
    globals()[name] = name * 2
print(u, v, locals()["a"], vars()["b"])
del globals()["u"]
try:
    globals()["u"]
except KeyError as error:
    print("KeyError", error)
handlers = {name: value for name, value in globals().items() if name.startswith("on_")}


def on_start():
    return ext("start")


print(handlers, globals()["on_start"](), [name for name in dir() if name in ("a", "b", "v")])


def f(x, y=2):
    z = x + y
    before = dict(locals())
    w = ext(z)
    return before, sorted(locals()), sorted(vars()), dir()


print(f(1))


def counts():
    globals()["total"] = globals().get("total", 0) + 1
    return total


total = ext(0)


print(counts(), counts())
ext("end")


# --- globals-is-a-dictionary-to-what-asks
from collections.abc import MutableMapping

a = ext(1)
found = [isinstance(globals(), dict), isinstance(globals(), (int, dict)), isinstance(locals(), dict), isinstance(vars(), MutableMapping)]
match globals():
    case {"a": value, "missing": _}:
        found.append("both")
    case {"a": value}:
        found.append(value + ext(2))
print(found, (globals() | {"a": 5})["a"], ({"a": 5} | globals())["a"], {**globals()}["a"], isinstance(globals(), list))
ext("end")


# --- flags-of-compile
from_code = compile("a + ext(1)", "text", "eval", 0, True, 2)
a = 4
print(eval(from_code), eval(compile("a", "text", "eval", flags=0x20000, dont_inherit=True, optimize=-1)))
for flags, optimize in ((1073741824, -1), (0, 5), ("x", 0), (0, "x")):
    try:
        compile("1", "text", "exec", flags, False, optimize)
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error, ext(flags))
try:
    compile("a", "text", "func_type")
except ValueError as error:
    print(error)
ext("end")


# --- exec-global-names
def explicit():
    exec("global x\nx = ext(1)\nprint(sorted(locals()))")
    return x


print(explicit())


def nested():
    exec("def a():\n  global z\n  return z\nz = ext(5)\nprint(a(), sorted(locals()))\nz += 1\ndel a")
    return z


print(nested(), sorted(name for name in globals() if len(name) == 1))
here, there = {"ext": ext}, {}
exec("def h():\n global y\n return y\ny = ext(9)\nk = h()\nclass C:\n  global m\n  m = y + 1", here, there)
print(sorted(there), here["y"], here["m"])
exec("if 1:\n for i in range(ext(2)):\n  def use():\n   global i\n   i += 10\n  use()\n  print(i)", here, there)
print(here["i"], "i" in there)
