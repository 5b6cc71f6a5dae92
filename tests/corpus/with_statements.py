# --- with-body
class Scope:
    def __init__(self, name):
        self.name = ext(name)

    def __enter__(self):
        print("enter", ext(self.name))
        return self

    def __exit__(self, kind, error, trace):
        print("exit", ext(self.name), kind is None)


with Scope("a") as scope:
    print(scope.name, ext("body"))
ext("after")


# --- with-swallows
class Swallow:
    def __init__(self, *kinds):
        self.kinds = kinds

    def __enter__(self):
        return ext("entered")

    def __exit__(self, kind, error, trace):
        if kind is not None:
            print("saw", kind.__name__, error)
        return kind is not None and issubclass(kind, self.kinds) and ext(True)


with Swallow(ValueError) as value:
    print(value)
    raise ValueError(ext("swallowed"))
print("between")
try:
    with Swallow(ValueError):
        with Swallow(KeyError):
            raise IndexError(ext("through"))
except IndexError as error:
    print("outside", error)
ext("end")


# --- with-many-items
class Log:
    trace = []

    def __init__(self, name):
        self.name = name

    def __enter__(self):
        Log.trace.append(("enter", ext(self.name)))
        return self.name.upper()

    def __exit__(self, *info):
        Log.trace.append(("exit", ext(self.name), info[0] and info[0].__name__))
        return self.name == "b"


with Log(ext("a")) as a, Log(ext("b")) as b, Log(ext("c")):
    print(a, b, ext("body"))
    raise ValueError("x")
with Log("d") as d, Log("e"):
    ext(d)
Log.trace


# --- with-return-break-continue
class Guard:
    def __init__(self, n):
        self.n = n

    def __enter__(self):
        return ext(self.n)

    def __exit__(self, *info):
        print("leave", ext(self.n))


def f():
    for i in range(5):
        with Guard(i) as n:
            if n == 1:
                continue
            if n == 3:
                break
            if n == 7:
                return "never"
            print("used", n)
    with Guard(9) as n:
        return ext("result"), n


f()


# --- with-targets
class Pair:
    def __enter__(self):
        return ext([1, [2, 3]])

    def __exit__(self, *info):
        ext("out")


class Holder:
    pass


h, d = Holder(), {}
with Pair() as (a, [b, c]), Pair() as h.value, Pair() as d[ext("k")]:
    print(a, b, c, h.value, d)
a + b + c


# --- with-exit-raises
class Bad:
    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        ext("exiting")
        raise RuntimeError("exit failed")


try:
    with Bad():
        raise ValueError(ext("body failed"))
except RuntimeError as error:
    print(error, repr(error.__context__), ext("x"))
ext("end")


# --- with-enter-raises
class Refuse:
    def __enter__(self):
        ext("entering")
        raise OSError("closed")

    def __exit__(self, *info):
        print("never")


class Outer:
    def __enter__(self):
        ext("outer")

    def __exit__(self, kind, error, trace):
        print("outer saw", kind.__name__)
        return ext(True)


with Outer(), Refuse():
    print("never")
ext("end")


# --- with-host-error-in-body
# answers: ['in', 'work', fail(TimeoutError('slow')), 'out', 'end']
class Retry:
    def __enter__(self):
        ext("enter")

    def __exit__(self, kind, error, trace):
        print(kind.__name__, error)
        ext("exit")
        return True


with Retry():
    ext("one")
    ext("two")
    print("never")
ext("end")


# --- with-in-generator
class Lock:
    held = 0

    def __enter__(self):
        Lock.held += ext(1)

    def __exit__(self, *info):
        Lock.held -= ext(1)


def items():
    for i in range(3):
        with Lock():
            yield ext(i), Lock.held


out = []
for item in items():
    out.append(item)
    out.append(ext(Lock.held))
g = items()
out.append(next(g))
g.close()
out, Lock.held

# --- with-in-with-in-finally
trace = []


class T:
    def __init__(self, n):
        self.n = n

    def __enter__(self):
        trace.append(ext(self.n))
        return self

    def __exit__(self, *info):
        trace.append(ext(-self.n))
        return False


def f():
    try:
        with T(1):
            try:
                with T(2):
                    return ext("value")
            finally:
                with T(3):
                    trace.append(ext("finally"))
    finally:
        trace.append(ext("end"))


f(), trace


# --- with-item-expression-pauses
class C:
    def __init__(self, **options):
        self.options = options

    def __enter__(self):
        return self.options

    def __exit__(self, *info):
        return ext(False)


def make(kind):
    return {"c": C}[ext(kind)]


with make("c")(size=ext(3), name=ext("n")) as options, make("c")(n=options["size"] + ext(1)) as more:
    print(options, more)
ext("end")


# --- with-not-a-context-manager
# error: TypeError
class Half:
    def __enter__(self):
        return ext(1)


try:
    with ext(5):
        print("never")
except TypeError:
    print("int is none")
with Half():
    print("never")
