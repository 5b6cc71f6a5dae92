# --- manager-attributes
from contextlib import contextmanager


def attributes(**names):
    def decorate(f):
        for name, value in names.items():
            setattr(f, name, value)
        return f

    return decorate


@contextmanager
@attributes(tag="t")
def opened(x):
    "opens"
    yield ext(x)


opened.more = ext(1)
with opened(ext(2)) as got:
    ext(got)
opened.tag, opened.more, opened.__name__, opened.__doc__, opened.__wrapped__.tag, sorted(vars(opened))

# --- abstract-managers
from contextlib import AbstractContextManager, closing, nullcontext


class Half(AbstractContextManager):
    pass


class Whole(AbstractContextManager):
    def __exit__(self, *details):
        return ext(True)


class Fits:
    def __enter__(self):
        pass

    def __exit__(self, *details):
        pass


class Not(Fits):
    __exit__ = None


try:
    Half()
except TypeError as error:
    ext(type(error).__name__)
with Whole() as whole:
    raise ValueError
[issubclass(x, AbstractContextManager) for x in (Whole, Fits, Not, closing, nullcontext, int)], ext(type(whole).__name__)

# --- contexts-of-a-stack
from contextlib import ExitStack


class Raises:
    def __init__(self, error):
        self.error = error

    def __enter__(self):
        return self

    def __exit__(self, *details):
        raise ext(self.error)


def chain(error):
    names = []
    while error is not None:
        names.append(repr(error))
        error = error.__context__
    return names


def leave(*details):
    ext(details[0] and details[0].__name__)
    raise KeyError("pushed")


outer = ValueError("outer")
try:
    try:
        raise outer
    except ValueError:
        with ExitStack() as stack:
            stack.enter_context(Raises(IndexError("first")))
            stack.push(leave)
            stack.enter_context(Raises(LookupError("last")))
            1 / 0
except IndexError as error:
    found = chain(error)
found

# --- no-manager
from contextlib import AsyncExitStack, ExitStack


class LacksExit:
    def __enter__(self):
        ext("entered")


texts = []
with ExitStack() as stack:
    for wrong in (LacksExit(), 5, LacksExit):
        try:
            stack.enter_context(wrong)
        except TypeError as error:
            texts.append(ext(str(error)))
texts
