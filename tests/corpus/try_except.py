# --- try-body
def divide(a, b):
    try:
        print("try")
        return ext(a) // ext(b)
    except ZeroDivisionError:
        print("zero")
        return -1


divide(6, 3) + divide(1, 0)


# --- try-else
# answers: [1, fail(ValueError('bad')), 3]
def attempt(n):
    try:
        value = ext(n)
    except ValueError as error:
        return f"failed: {error}"
    else:
        value = value + ext(n)
    return value


try:
    attempt(1)
except ValueError as error:
    print("else is outside", error)
attempt(2), attempt(3)

# --- raised-by-host
# answers: [fail(KeyError('k')), fail(OSError('disk')), fail(ValueError('v')), fail(RuntimeError('r'))]
log = []
for attempt in range(4):
    try:
        ext(attempt)
    except KeyError as error:
        log.append(("key", error.args, str(error)))
    except (OSError, ValueError) as error:
        log.append((type(error).__name__, str(error)))
    except Exception as error:
        log.append(("other", str(error)))
log


# --- host-error-leaves-program
# error: RuntimeError
# answers: [1, fail(RuntimeError('no route'))]
def call(n):
    return ext(n)


def outer():
    call(1)
    return call(2) + 1


outer()


# --- except-types-evaluated
def kind(name):
    print("kind", name)
    return {"v": ValueError, "k": KeyError}[ext(name)]


def run(error):
    try:
        raise error
    except kind("k") as caught:
        return ("key", ext(1))
    except (kind("v"), IndexError) as caught:
        return ("value", str(caught), ext(2))


print(run(ValueError("a")), run(KeyError("b")))
try:
    run(TypeError("c"))
except TypeError as error:
    print("through", error)
ext("done")

# --- except-name-is-deleted
try:
    raise ValueError(ext("x"))
except ValueError as error:
    kept = ext(str(error))
try:
    print(error)
except NameError as gone:
    print(type(gone).__name__, ext("gone"))
kept


# --- pause-in-handler-then-bare-raise
def inner():
    try:
        raise KeyError("deep")
    except KeyError:
        print(ext("handling"))
        try:
            raise ValueError("other")
        except ValueError:
            print(ext("nested"))
        raise


def outer():
    try:
        inner()
    except KeyError as error:
        return error.args[0], ext("caught")


outer()


# --- bare-raise-in-called-function
def again():
    ext("again")
    raise


def work():
    try:
        int(ext("not a number"))
    except ValueError:
        print(ext("in handler"))
        again()


try:
    work()
except ValueError as error:
    print("same error", ext(1))
    result = type(error).__name__
result

# --- bare-raise-without-exception
# error: RuntimeError
try:
    raise ValueError(ext(1))
except ValueError:
    ext(2)
ext(3)
raise


# --- handlers-three-deep
def deep():
    trace = []
    try:
        raise ValueError("one")
    except ValueError as first:
        trace.append(ext("a"))
        try:
            raise TypeError("two")
        except TypeError as second:
            trace.append(ext("b"))
            try:
                raise KeyError("three")
            except KeyError as third:
                trace.append(ext("c"))
                trace.append(type(third.__context__).__name__)
            trace.append(ext("d"))
            trace.append(type(second.__context__).__name__)
            try:
                raise
            except TypeError as back:
                trace.append(back is second)
        trace.append(ext("e"))
    return trace


deep()

# --- handler-in-loop
# answers: [1, fail(ValueError('one')), 2, fail(ValueError('two')), 3]
out = []
for i in range(5):
    try:
        value = ext(i)
    except ValueError as error:
        out.append(str(error))
        if i == 1:
            continue
        out.append(log(i))
        break
    else:
        out.append(value * 10)
    out.append("next")
else:
    out.append("finished")
out

# --- break-from-try-and-handler
out = []
for i in range(10):
    try:
        if ext(i) == 3:
            break
        if i % 2:
            raise ValueError(i)
        out.append(("even", i))
    except ValueError as error:
        out.append(("odd", ext(error.args[0])))
        continue
    out.append(ext("after"))
out


# --- return-from-handler
def f(n):
    for i in range(n):
        try:
            if i == 2:
                raise LookupError("two")
            ext(i)
        except LookupError as error:
            return [ext(str(error)), i]
    return "none"


f(1), f(5)


# --- except-all-forms
def classify(error):
    try:
        raise error
    except ArithmeticError:
        return ext("arithmetic")
    except (LookupError, AttributeError) as found:
        return type(found).__name__ + ext("!")
    except:
        return ext("bare")


[classify(e) for e in (ZeroDivisionError(), KeyError(1), AttributeError("x"), StopIteration(), OSError())]

# --- unbound-name
# unbound: ghost
try:
    value = ghost
except NameError as error:
    print(error)
    value = ext("no ghost")
try:
    print(ext(1) + ghost)
except NameError as error:
    print(type(error).__name__)
value


# --- unbound-local
def f(flag):
    if ext(flag):
        value = ext(1)
    try:
        return value
    except UnboundLocalError as error:
        return f"{type(error).__name__} {ext('x')}"


f(True), f(False)


# --- try-in-except-and-else-of-loop
def find(items):
    for item in items:
        try:
            if item < 0:
                raise ValueError(item)
        except ValueError:
            try:
                ext("fix")
                raise KeyError(item)
            except KeyError as error:
                return ext(error.args)
    else:
        try:
            return ext(len(items))
        except TypeError:
            return "never"


find([1, 2]), find([1, -2])


# --- stack-overflow-is-caught
def forever(n):
    return forever(n + 1) + 1


ext("start")
try:
    forever(0)
except RecursionError:
    print("too deep")
ext("end")


# --- except-with-tuples-of-tuples
class Odd(Exception):
    pass


class Kinds(tuple):
    def __iter__(self):
        raise RuntimeError


def attempt(kind):
    try:
        try:
            raise Odd(ext(1))
        except kind:
            print("caught", ext(2))
    except TypeError as error:
        print(error)
    except Odd:
        print("missed")


attempt(Kinds([Odd]))
attempt((ValueError, (Odd,)))
attempt((ValueError, Odd))
attempt(3)
attempt(ValueError)
attempt((Odd, 3))
