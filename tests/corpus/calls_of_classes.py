# --- calls-that-pause-in-every-way
class Callable:
    def __call__(self, *args, **kwargs):
        return ext(args[0] if args else "none"), kwargs


class Meta(type):
    def __call__(cls, *args):
        made = super().__call__(*args)
        made.noted = ext("meta")
        return made


class Made(metaclass=Meta):
    def __new__(cls, n):
        self = super().__new__(cls)
        self.new = ext(n)
        return self

    def __init__(self, n):
        self.init = ext(n + 1)


class Other:
    def __new__(cls, n):
        return ext(n)


class Plain:
    def __new__(cls, *args):
        self = object.__new__(cls)
        self.args = ext(args[0])
        return self


c = Callable()
print(c(1), c.__call__(2), Callable.__call__(c, 3), type(c).__call__(c, k=4), [f(5) for f in (c,)])
m = Made(1)
print(m.new, m.init, m.noted, Other(7), Other.__new__(Other, 8), Plain.__new__(Plain, 9).args, Plain(10).args)
call = c.__call__
new = Plain.__new__
made = Meta.__call__(Made, 3)
print(
    call(11), new(Plain, 12).args, made.new, made.init, made.noted, type.__call__(Made, 5).init, Made.__call__(6).noted
)
print(list(map(c, "ab")), sorted("ba", key=c), list(map(Plain, [1]))[0].args, list(map(Made, [1]))[0].init)
print(m.__init__(20), m.init, Made.__init__(m, 30), m.init, super(Made, m).__init__())
print(call.__call__(13), (lambda n: ext(n)).__call__(14), Plain.__call__(15).args)


class Factory(type):
    def __new__(mcs, name, bases, namespace, **kwargs):
        return super().__new__(mcs, name, bases, {**namespace, "extra": ext(name)})

    def __init__(cls, name, bases, namespace, **kwargs):
        super().__init__(name, bases, namespace)
        cls.more = ext("init")


A = Factory("A", (), {})
B = Factory.__new__(Factory, "B", (), {})
D = type.__call__(Factory, "D", (), {})


class E(A, k=1):
    pass


A.extra, A.more, B.extra, D.more, E.extra, E.more
