# --- except-star-splits
def f():
    try:
        raise ExceptionGroup("all", [ValueError("a"), KeyError("b"), ValueError("c"), OSError("d")])
    except* ValueError as group:
        print("values", [str(e) for e in group.exceptions], ext(1))
    except* (KeyError, OSError) as group:
        print("others", [type(e).__name__ for e in group.exceptions], ext(2))
    return ext("done")


f()


# --- except-star-rest-goes-on
def f():
    try:
        raise ExceptionGroup("g", [ValueError(1), TypeError(2), ExceptionGroup("n", [ValueError(3), KeyError(4)])])
    except* ValueError as group:
        ext(len(group.exceptions))


try:
    f()
except ExceptionGroup as rest:
    print(rest.message, [type(e).__name__ for e in rest.exceptions], ext("rest"))
ext("end")

# --- except-star-plain-exception
try:
    raise ValueError(ext("plain"))
except* ValueError as group:
    print(type(group).__name__, [str(e) for e in group.exceptions], ext("in"))
ext("after")


# --- except-star-raises-in-handler
def f():
    try:
        raise ExceptionGroup("g", [ValueError("v"), KeyError("k")])
    except* ValueError:
        raise RuntimeError(ext("replaced"))
    except* KeyError as group:
        ext("key")
        raise


try:
    f()
except ExceptionGroup as group:
    names = sorted(type(e).__name__ for e in group.exceptions)
    print(names, ext("x"))
names


# --- except-star-else-finally
def f(fail):
    trace = []
    try:
        trace.append(ext("body"))
        if fail:
            raise ExceptionGroup("g", [ValueError("v")])
    except* ValueError:
        trace.append(ext("star"))
    else:
        trace.append(ext("else"))
    finally:
        trace.append(ext("finally"))
    return trace


f(False), f(True)


# --- except-star-types-pause
def kinds(name):
    return {"v": ValueError, "l": LookupError}[ext(name)]


try:
    raise ExceptionGroup("g", [ValueError("v"), IndexError("i"), KeyError("k")])
except* kinds("v") as group:
    a = ext(len(group.exceptions))
except* (kinds("l"), TypeError) as group:
    b = [ext(str(e)) for e in group.exceptions]
a, b

# --- except-star-in-loop
out = []
for n in range(3):
    try:
        raise ExceptionGroup("g", [ValueError(n)] + [KeyError(n)] * n)
    except* ValueError as group:
        out.append(("v", ext(n)))
    except* KeyError as group:
        out.append(("k", len(group.exceptions), ext("k")))
out

# --- exception-group-methods
group = ExceptionGroup("outer", [ValueError(ext("a")), ExceptionGroup("inner", [KeyError("b"), ValueError("c")])])
matched, rest = group.split(ValueError)
ext("paused")
print(matched.message, len(matched.exceptions), rest.exceptions[0].message)
sub = group.subgroup(KeyError)
print(ext(len(sub.exceptions)), isinstance(group, Exception))
[type(e).__name__ for e in group.exceptions]

# --- except-star-leaves-program
# error: ExceptionGroup
try:
    raise ExceptionGroup("tasks", [ValueError("v"), TypeError("t")])
except* ValueError:
    ext("one is handled")


# --- except-star-raises-the-rest-of-the-same-group
def split(first, second):
    try:
        try:
            raise ExceptionGroup("named", [ValueError(1), TypeError(2), KeyError(3)])
        except* ValueError:
            print(ext("value"))
            raise
        except* TypeError as error:
            print(ext("type"))
            raise first or error
        except* KeyError as error:
            if second:
                raise error.exceptions[0] from None
            raise
    except ExceptionGroup as error:
        ext("outer")
        return error


for first in (None, OSError("other")):
    for second in (False, True):
        found = split(first, second)
        print(repr(found), ext(repr(found.exceptions)), found.__cause__, found.__context__)
