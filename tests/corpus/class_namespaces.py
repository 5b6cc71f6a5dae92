# --- class-namespaces-of-the-program
# varies: 3.13 stores the places of a class in its namespace
class Log(dict):
    def __setitem__(self, key, value):
        print("set", key, value if type(value) in (int, str, list) else type(value).__name__)
        if not key.startswith("__") and key != "error":
            ext(key)
        super().__setitem__(key, value)

    def __getitem__(self, key):
        if not key.startswith("__"):
            print("get", ext(key))
        return super().__getitem__(key)

    def __delitem__(self, key):
        print("delete", key if key == "error" else ext(key))
        super().__delitem__(key)


class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kwargs):
        return Log(prepared=ext(name))

    def __new__(mcs, name, bases, namespace, **kwargs):
        return super().__new__(mcs, name, bases, {k: v for k, v in namespace.items()})


class Manager:
    def __enter__(self):
        return ext("entered")

    def __exit__(self, *details):
        pass


class C(metaclass=Meta):
    a = ext(1)
    b, c = a + 1, prepared
    b += ext(10)
    d: int = ext("annotated")
    e: str
    for f in range(2):
        g = f
    if h := ext("walrus"):
        print(h)
    (i, *j), k = (1, 2, 3), [x for x in range(a)]
    del k
    try:
        raise ValueError("v")
    except ValueError as error:
        l = str(error)
    with Manager() as n:
        pass

    def method(self):
        return ext(self.a)

    class Inner:
        z = ext("inner")

    import math
    from math import pi as p

    try:
        del missing
    except NameError as error:
        print(error)
    try:
        missing
    except NameError as error:
        print(error)


c = C()
[C.a, C.b, C.c, C.d, C.g, C.h, C.j, C.l, C.n, c.method(), C.Inner.z, C.__annotations__ == {"d": int, "e": str}]


# --- class-namespaces-that-make-up-names
class Auto(dict):
    def __missing__(self, key):
        if key.startswith("__") or key in ("ext", "print", "str"):
            raise KeyError(key)
        if key in ("outside", "local"):
            raise KeyError(ext(key))
        value = self[key] = ext(key)
        return value


class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases):
        return Auto()


outside = "global"


class Colours(metaclass=Meta):
    red
    green
    blue = red + ext("!")
    x = outside, str(5)


def f():
    local = "enclosing"

    class Inner(metaclass=Meta):
        y = local

        def get(self):
            return local

    return Inner.y, Inner().get()


print(Colours.red, Colours.green, Colours.blue, Colours.x, f())


class Enumish(dict):
    def __init__(self):
        self.order = []

    def __setitem__(self, key, value):
        if not key.startswith("__"):
            if key in self:
                raise TypeError(ext("twice " + key))
            self.order.append(key)
        dict.__setitem__(self, key, value)


class EnumMeta(type):
    @classmethod
    def __prepare__(mcs, name, bases):
        return Enumish()

    def __new__(mcs, name, bases, namespace):
        cls = super().__new__(mcs, name, bases, dict(namespace))
        cls.members = {key: ext(key) for key in namespace.order}
        return cls


class Members(metaclass=EnumMeta):
    A = 1
    B = ext(2)


try:

    class Wrong(metaclass=EnumMeta):
        A = 1
        A = ext(2)
except TypeError as error:
    print(error)


class Raises(dict):
    def __setitem__(self, key, value):
        if key == "bad":
            raise RuntimeError(ext(key))
        dict.__setitem__(self, key, value)


try:

    class Broken(metaclass=type("M", (type,), {"__prepare__": classmethod(lambda mcs, name, bases: Raises())})):
        good = 1
        bad = 2
except RuntimeError as error:
    print(error)
Members.members, ext("end")


# --- class-namespaces-note-their-places
# varies: 3.13 stores the places of a class in its namespace
def passed(cls):
    return cls


class A:
    def f(self):
        self.zeta = 1
        self.alpha, (self.t1, *self.t2) = ext(2), (3, 4)
        self.mid += 1
        self.ann: int = 3
        self.only: int
        for self.loop in []:
            pass
        del self.gone

        def g(other):
            other.no = 1
            self.inner = 2

        class B:
            self.bb = 2

            def h(self):
                self.b = 1

        return B

    @staticmethod
    def s(self):
        self.__priv = lambda: 1


@passed
@passed
class D(A):
    x = ext(1)


names = ("__firstlineno__", "__static_attributes__")


def show():
    for cls in A, D, type("Made", (), {}):
        print([(name, getattr(cls, name)) for name in names if name in vars(cls)])
    print([name for name in vars(D)], [name for name in vars(A) if name in names])


show()
ext("pause")
show()
