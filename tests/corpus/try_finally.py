# --- finally-after-normal-end
def f(x):
    try:
        print("body", ext(x))
    finally:
        print("finally", ext(x + 1))
    return ext("after")


f(1)


# --- finally-with-pending-return
def f(x):
    try:
        return ext(x) * 2
    finally:
        print("cleanup", ext("c"))
        ext("more")


f(4)


# --- finally-return-overrides
def f():
    try:
        return ext("first")
    finally:
        if ext(True):
            return ext("second")


def g():
    try:
        raise ValueError("lost")
    finally:
        return ext("kept")


f(), g()


# --- finally-with-pending-exception
# error: ValueError
def f():
    try:
        raise ValueError("pending " + ext("x"))
    finally:
        print("cleanup", ext("y"))
        print("more", ext("z"))


f()

# --- finally-with-pending-break-and-continue
out = []
for i in range(5):
    try:
        if i == 1:
            continue
        if i == 3:
            break
        out.append(ext(i))
    finally:
        out.append(("f", ext(i)))
    out.append("end of pass")
else:
    out.append("else")
out

# --- finally-in-while
n = 0
log = []
while ext(n) < 5:
    try:
        n += 1
        if n == 2:
            continue
        if n == 4:
            break
        log.append(n)
    finally:
        log.append(ext(-n))
log


# --- finally-nested
def f(how):
    trace = []
    try:
        try:
            try:
                trace.append(ext("body"))
                if how == "raise":
                    raise KeyError("k")
                if how == "return":
                    return trace
            finally:
                trace.append(ext("inner"))
        except KeyError as error:
            trace.append(ext("handler"))
            raise ValueError("from handler") from error
        finally:
            trace.append(ext("middle"))
    except ValueError as error:
        trace.append((str(error), repr(error.__cause__), ext("outer handler")))
    finally:
        trace.append(ext("outer"))
    return trace


print(f("raise"))
print(f("return"))
f("plain")


# --- finally-loop-inside
def f():
    try:
        return ext("value")
    finally:
        for i in range(3):
            if ext(i) == 1:
                continue
            print("cleaning", i)
        n = 0
        while ext(n) < 2:
            n += 1
        else:
            print("clean")


f()


# --- finally-loop-break-inside-keeps-return
def f():
    for i in range(3):
        try:
            return ext(i)
        finally:
            for j in range(5):
                if ext(j) == 1:
                    break
    return "never"


f()


# --- finally-break-swallows
def f():
    out = []
    for i in range(3):
        try:
            raise ValueError(i)
        finally:
            out.append(ext(i))
            if i == 1:
                break
            continue
    return out


f()


# --- try-except-else-finally
def f(mode):
    trace = [mode]
    try:
        trace.append(ext("try"))
        if mode == 1:
            raise ValueError
        if mode == 2:
            return trace
    except ValueError:
        trace.append(ext("except"))
    else:
        trace.append(ext("else"))
        if mode == 3:
            return trace + ["returned"]
    finally:
        trace.append(ext("finally"))
    trace.append(ext("end"))
    return trace


[f(0), f(1), f(2), f(3)]


# --- finally-exception-replaces
def f():
    try:
        raise KeyError("first")
    finally:
        ext("clean")
        raise ValueError("second")


try:
    f()
except ValueError as error:
    print(error, repr(error.__context__), ext("x"))
ext("end")


# --- finally-handles-own-exception
def f():
    try:
        raise KeyError("pending")
    finally:
        try:
            ext("risky")
            raise ValueError("inside")
        except ValueError as error:
            print("handled", error, repr(error.__context__), ext("h"))


try:
    f()
except KeyError as error:
    print("still", error, error.__context__)
ext("end")


# --- finally-return-value-fixed-before
def f():
    value = [1]
    n = 1
    try:
        return (value, n, ext("x"))
    finally:
        value.append(ext(2))
        n = ext(100)


f()

# --- finally-in-nested-functions
trace = []


def outer():
    def inner(n):
        try:
            if n == 0:
                raise ValueError("bottom")
            inner(n - 1)
        finally:
            trace.append(ext(n))

    try:
        inner(3)
    except ValueError as error:
        trace.append(str(error))
    finally:
        trace.append(ext("outer"))


outer()
trace

# --- finally-host-error-passes
# answers: ['a', fail(OSError('broken')), 'close', 'b']
closed = []


def use():
    ext("open")
    try:
        ext("read")
    finally:
        closed.append(ext("close"))


try:
    use()
except OSError as error:
    print("error", error, closed)
ext("end")

# --- finally-at-module-level
for i in range(2):
    try:
        print(ext(i))
    except ValueError:
        print("no")
    finally:
        done = ext(i * 100)
done


# --- finally-return-in-loop-in-try
def f():
    try:
        for i in range(3):
            try:
                for j in range(3):
                    if ext(i + j) == 3:
                        return i, j
            finally:
                print("row", ext(i))
    finally:
        print("all", ext("all"))


f()


# --- finally-around-a-jump-out-of-a-loop
def g(n):
    try:
        for i in range(n):
            yield ext(i)
    finally:
        print("closed", n)


def leave(n):
    for x in g(n):
        try:
            if x == 1:
                return x
        finally:
            print("fin", x)


def stay(n):
    for x in g(n):
        try:
            return x
        finally:
            if x < 2:
                continue
    return "end"


for x in g(3):
    try:
        break
    finally:
        continue
for x in g(4):
    try:
        if x == 1:
            break
    finally:
        print("fin", x)
for x in g(2):
    for y in g(3):
        try:
            if y == 1:
                break
        finally:
            print("inner", y)
print(leave(3), stay(3))
ext("end")
