# --- percent-formats-of-objects
class Text:
    def __init__(self, text):
        self.text = text

    def __str__(self):
        return ext(self.text)

    def __repr__(self):
        return ext(f"<{self.text}>")


print("%s and %s" % (Text("a"), Text("b")), ext("end"))
one = Text("one")
template = ext("%-8s|")
print("%s" % one, "%r!" % one, template % one, template % Text("call"), f"%{5}s" % Text("é"), "%a" % Text("é"))
print("%(k)s %(k)r %(other)s" % {"k": Text("in dict"), "other": [Text("in list")]})
print("%s" % [Text("x"), (Text("y"),)], "%s %%" % ({"a": Text("z")},), "%5.2s|%.1r" % (Text("abc"), Text("d")))
print("%*s|%-*.*s|" % (6, Text("star"), 6, 2, Text("stars")), "no fields" % {}, "%s" % {one: 1} if ext(0) else "")
n, m = ext(17), ext(5)
print(n % m, n % 5, 17 % m, -n % ext(4), 5.5 % m)
text = "a %s"
text %= ext("augmented")
text, "%s" % (one.text,)


# --- percent-formats-of-numbers
class Number:
    def __init__(self, n):
        self.n = n

    def __int__(self):
        return ext(self.n)

    def __float__(self):
        return ext(self.n + 0.5)


class Index:
    def __index__(self):
        return ext(255)


class Bad:
    def __int__(self):
        raise TypeError(ext("bad"))

    def __float__(self):
        raise TypeError(ext("bad float"))


class Worse:
    def __int__(self):
        raise ValueError(ext("worse"))


class Sub(int):
    def __int__(self):
        return ext(0)


def attempt(text, value):
    try:
        print(text % value)
    except (TypeError, ValueError, KeyError) as error:
        print(type(error).__name__, error)


for spec in "%d", "%5i|", "%+d", "%x", "%#o", "%X", "%.2f", "%e", "%g", "%u", "%05d", "%s %%" if ext(0) else "%ld":
    for value in (Number(7), Index(), Bad(), Worse(), Sub(12), 3, 2.5, "text"):
        attempt(spec, value)
ext("end")


# --- percent-formats-with-mappings
class Lazy:
    def __getitem__(self, key):
        print("get", key)
        return ext(key)


class Default(dict):
    def __missing__(self, key):
        return ext("missing " + key)


print("%(a)s %(b(c))r %(a)d" % Lazy() if ext(0) else "", "%(a)s %(b(c))r %%" % Lazy())
print("%(a)s %(b)s" % Default(b=1), "plain" % Lazy(), "%(k)5d|" % {"k": 3})
lazy = Lazy()
"%(x)s" % lazy, ext("end")


# --- percent-formats-errors
class Text:
    def __str__(self):
        return ext("text")

    def __repr__(self):
        raise ValueError(ext("no repr"))


def attempt(text, value):
    try:
        print(text % value)
    except (TypeError, ValueError, KeyError) as error:
        print(type(error).__name__, error)


attempt("%s %r", (Text(), Text()))
attempt("%d", Text())
attempt("%.2f", Text())
attempt("%x", (Text(),))
attempt("%c", Text())
attempt("%z", 1)
attempt("%", 1)
attempt("%(a)s", 5)
attempt("%(a", {})
attempt("%s", ())
attempt("%d", "x")
attempt("%(missing)s", {"a": Text()})
attempt("%s %d", (Text(), [Text()]))
try:
    print(5 % Text())
except TypeError as error:
    print(error)
ext("end")


# --- percent-formats-by-reflection
class Right:
    def __rmod__(self, other):
        return ext(other)


class Str(str):
    def __rmod__(self, other):
        return ext("reflected " + other)

    def __str__(self):
        return ext("str")


class Left:
    def __mod__(self, other):
        return ext(type(other).__name__)


class Plain:
    def __str__(self):
        return "plain"


left, right, plain = Left(), Right(), Plain()
print(5 % right, left % plain, left % Right() is None, "a%s" % Str("b"), "%s" % plain)
left % 3, [left % ext(n) for n in range(2)], ("%d" % True)
