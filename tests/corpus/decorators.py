# --- function-decorators
def logged(f):
    print("decorating", f.__name__, ext("d"))

    def wrapper(*args, **kwargs):
        print("call", f.__name__, args, kwargs)
        result = f(*args, **kwargs)
        return ext(result)

    return wrapper


@logged
def add(a, b=ext(2)):
    return ext(a) + b


@logged
@logged
def twice(x):
    return x * 2


add(1), add(1, b=5), twice(ext(4))

# --- decorators-with-arguments
order = []


def mark(name):
    order.append(("made", ext(name)))

    def wrap(f):
        order.append(("applied", ext(name)))
        f.marks = getattr(f, "marks", []) + [name]
        return f

    return wrap


@mark(ext("a"))
@mark("b")
@[mark("c"), mark("d")][ext(1)]
def f(x=ext("default")):
    return x


f(), f.marks, order


# --- class-decorators
def register(**options):
    def wrap(cls):
        cls.options = {k: ext(v) for k, v in options.items()}
        return cls

    return wrap


def replace(cls):
    class Wrapped(cls):
        tag = ext("wrapped")

    return Wrapped


@register(a=ext(1), b=2)
@replace
class C:
    x = ext("x")


C.options, C.tag, C.x, C.__name__


# --- decorator-retries
# host: flaky = script(fail(ValueError('one')), fail(ValueError('two')), 'ok')
def retry(times):
    def wrap(f):
        def inner(*args):
            for attempt in range(times):
                try:
                    return f(*args), attempt
                except ValueError as error:
                    print("attempt", attempt, error)
                    ext("sleep")
            raise RuntimeError("gave up")

        return inner

    return wrap


@retry(5)
def fetch(n):
    return flaky(n)


fetch(3)


# --- decorator-classes
class Memo:
    def __init__(self, f):
        self.f = f
        self.seen = {}

    def __call__(self, *args):
        if args not in self.seen:
            self.seen[args] = self.f(*args)
        return self.seen[args]

    def __get__(self, obj, owner):
        return lambda *args: self(obj.key, *args)


@Memo
def square(n):
    return ext(n) ** 2


class Api:
    key = "k"

    @Memo
    def get(self, n):
        return f"{self}{ext(n)}"


a = Api()
print(square(3), square(3), square(4), square.seen)
a.get(1), a.get(1), a.get(2)


# --- decorator-returns-anything
def value(f):
    return ext(f())


@value
def answer():
    return ext(42)


@lambda f: [f, ext("list")]
def g():
    return ext("g")


@str.upper
@lambda f: f.__name__ + ext("!")
def h():
    return 1


answer, g[0](), g[1], h


# --- decorator-of-generator-and-lambda
def collect(f):
    def run(*args):
        return [ext(x) for x in f(*args)]

    return run


@collect
def numbers(n):
    for i in range(n):
        yield ext(i) * 2


numbers(3), collect(lambda n: (ext(i) for i in range(n)))(2)

# --- functools-wraps-and-partial
import functools


def timed(f):
    @functools.wraps(f)
    def wrapper(*args):
        ext("start")
        return f(*args)

    return wrapper


@timed
def work(x):
    """Does work."""
    return ext(x)


p = functools.partial(work, 5)
ext("pause")
work.__name__, work.__doc__, p()
