# --- raise-from
def convert(text):
    try:
        return int(ext(text))
    except ValueError as error:
        raise RuntimeError(ext("conversion")) from error


try:
    convert("x")
except RuntimeError as error:
    cause = error.__cause__
    print(type(cause).__name__, error.__suppress_context__, cause is error.__context__)
    print(ext(str(error)))
convert("12")


# --- raise-from-none
def f():
    try:
        raise KeyError("hidden")
    except KeyError:
        raise ValueError(ext("shown")) from ext(None)


try:
    f()
except ValueError as error:
    print(error.__cause__, repr(error.__context__), error.__suppress_context__)
ext(1)


# --- context-survives-pauses
def f():
    try:
        raise KeyError("first")
    except KeyError:
        ext("in handler")
        raise ValueError("second")


def g():
    try:
        f()
    except ValueError:
        ext("in outer handler")
        raise TypeError("third")


try:
    g()
except TypeError as error:
    ext("look")
    chain = []
    while error is not None:
        chain.append((type(error).__name__, str(error)))
        error = error.__context__
        ext(len(chain))
chain

# --- context-after-handler-is-left
try:
    raise ValueError("done with")
except ValueError:
    ext("handled")
ext("outside")
try:
    raise KeyError("fresh")
except KeyError as error:
    print(error.__context__)
    ext("k")

# --- context-of-host-error
# answers: ['a', fail(OSError('host'))]
try:
    try:
        raise ValueError("guest")
    except ValueError:
        ext("ok")
        ext("fails")
except OSError as error:
    print(type(error.__context__).__name__, ext("c"))
    result = str(error)
result

# --- raise-class-and-instance
log = []
for thing in (ValueError, ValueError("with text"), KeyError("k", 2)):
    try:
        ext("before")
        raise thing
    except Exception as error:
        log.append((type(error).__name__, error.args))
        ext(len(log))
log


# --- raise-expression-pauses
def make(n):
    return [ValueError, KeyError("k"), IndexError][ext(n)]


out = []
for i in range(3):
    try:
        raise make(i)
    except LookupError as error:
        out.append(repr(error))
    except ValueError as error:
        out.append("value" + ext("!"))
out

# --- raise-not-an-exception
try:
    raise ext("text")
except TypeError as error:
    print(error)
try:
    raise ValueError("x") from ext("text")
except TypeError as error:
    print(error)
ext("end")


# --- exception-subclass-with-state
class ApiError(Exception):
    def __init__(self, status, detail):
        super().__init__(f"{status}: {ext(detail)}")
        self.status = status
        self.history = [ext(status)]

    @property
    def temporary(self):
        return ext(self.status) >= 500


class NotFound(ApiError):
    def __init__(self, what):
        ApiError.__init__(self, 404, ext(what))
        self.what = what


def get(n):
    try:
        if n:
            raise NotFound("page")
        raise ApiError(503, "busy")
    except ApiError as error:
        error.history.append(ext("seen"))
        return str(error), error.temporary, error.history, error.args


get(0), get(1)


# --- exception-class-leaves-program
# error: Broken
class Broken(ValueError):
    def __str__(self):
        return "broken by " + self.args[0]


def work(who):
    ext(who)
    raise Broken(ext(who))


try:
    work("me")
except Broken as error:
    print(error, ext("caught"))
work("you")

# --- exception-kept-and-raised-later
errors = []
for i in range(3):
    try:
        raise ValueError(ext(i))
    except ValueError as error:
        errors.append(error)
ext("between")
out = []
for error in errors:
    try:
        raise error
    except ValueError as caught:
        out.append((caught is error, caught.args[0], ext("x")))
out


# --- exception-notes
def f():
    try:
        raise ValueError("noted")
    except ValueError as error:
        error.add_note(ext("first note"))
        ext("pause")
        error.add_note("second " + ext("note"))
        raise


try:
    f()
except ValueError as error:
    ext("x")
    notes = error.__notes__
notes


# --- traceback-lines-across-pauses
# error: KeyError
def level_one(data):
    ext("one")
    return level_two(data)


def level_two(data):
    for key in ["a", "b"]:
        try:
            ext(key)
            level_three(data, key)
        except ValueError:
            ext("not this one")
    return None


def level_three(data, key):
    print(ext(data[key]))


level_one({"a": 1})


# --- traceback-through-everything
# error: ZeroDivisionError
class Account:
    def __init__(self, n):
        self.n = ext(n)

    @property
    def share(self):
        return self.divide(0)

    def divide(self, by):
        with Scope():
            return [ext(1), self.n // by]


class Scope:
    def __enter__(self):
        ext("enter")

    def __exit__(self, *args):
        ext("exit")


def numbers():
    yield ext(1)
    yield Account(ext(2)).share


print(sum(numbers()))

# --- reraise-of-saved-exception
saved = None
try:
    try:
        raise ValueError("x")
    except ValueError as error:
        saved = error
        ext("a")
        raise KeyError("y") from saved
    finally:
        ext("b")
except KeyError as error:
    print(error.__cause__ is saved, error.__context__ is saved)
    ext("c")
try:
    raise saved
except ValueError as error:
    print(error is saved, error.__context__)
ext("d")


# --- stop-iteration-in-generator
def gen():
    yield ext(1)
    raise StopIteration(ext("inside"))


try:
    for x in gen():
        print(x)
except RuntimeError as error:
    print(type(error.__cause__).__name__, error, ext("e"))
ext("end")


# --- raise-from-evaluates-both-before-it-instantiates
class Loud(Exception):
    def __init__(self, *args):
        super().__init__(*args)
        ext("made", type(self).__name__)


class Cause(Loud):
    pass


def kind(cls):
    ext("named", cls.__name__)
    return cls


for cause in (Cause, ValueError("plain"), None, 5):
    try:
        raise kind(Loud) from (ext("cause"), cause)[1]
    except Exception as error:
        print(type(error).__name__, error, type(error.__cause__).__name__)
try:
    raise kind(Cause) from kind(Loud)
except Loud as error:
    print(repr(error), repr(error.__cause__))

# --- base-group-that-ends-the-program
# error: BaseExceptionGroup
class Quit(BaseException):
    pass

ext('before')
raise BaseExceptionGroup('several', [Quit('a'), ValueError(1)])
