# --- metaclass-new-and-init
class Meta(type):
    def __new__(mcs, name, bases, namespace, **options):
        namespace["made_by"] = ext("meta " + name)
        cls = super().__new__(mcs, name, bases, namespace)
        cls.options = options
        return cls

    def __init__(cls, name, bases, namespace, **options):
        super().__init__(name, bases, namespace)
        print("init", ext(name), sorted(options))


class A(metaclass=Meta, level=ext(1)):
    x = ext("x")


class B(A, level=2):
    y = ext("y")


A.made_by, B.made_by, A.options, B.options, B.x, type(B) is Meta


# --- metaclass-call
class Single(type):
    def __init__(cls, *args):
        super().__init__(*args)
        cls.one = None

    def __call__(cls, *args, **kwargs):
        if cls.one is None:
            print("making", ext(cls.__name__))
            cls.one = super().__call__(*args, **kwargs)
        return cls.one


class Config(metaclass=Single):
    def __init__(self, n):
        self.n = ext(n)


a, b = Config(1), Config(2)
a is b, a.n


# --- metaclass-prepare
class Ordered(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kwargs):
        print("prepare", ext(name))
        return {"first": ext("prepared")}

    def __new__(mcs, name, bases, namespace):
        cls = super().__new__(mcs, name, bases, dict(namespace))
        cls.order = [k for k in namespace if not k.startswith("__")]
        return cls


class C(metaclass=Ordered):
    b = ext(1)
    a = first + ext("!")

    def f(self):
        return ext("f")


C.order, C.first, C.a, C().f()


# --- metaclass-methods-and-operators
class Meta(type):
    def __len__(cls):
        return ext(len(cls.items))

    def __getitem__(cls, key):
        return ext(cls.items[key])

    def __iter__(cls):
        for item in cls.items:
            yield ext(item)

    def __contains__(cls, item):
        return ext(item) in cls.items

    def __add__(cls, other):
        return cls.items + ext(other)

    def __getattr__(cls, name):
        return f"meta {ext(name)}"

    @property
    def size(cls):
        return ext("size")

    def show(cls):
        return cls.__name__ + ext("!")


class C(metaclass=Meta):
    items = [1, 2]


print(len(C), C[0], list(C), 2 in C, C + [3], C.missing, C.size, C.show())
[x for x in C], bool(C)


# --- metaclass-function-and-type-call
def build(name, bases, namespace, **kwargs):
    return type(name, bases, {**namespace, "extra": ext(kwargs)})


class A(metaclass=build, tag=ext("t")):
    x = ext(1)


B = type(ext("Made"), (A,), {"y": ext(2), "get": lambda self: ext(self.y)})
A.extra, B.__name__, B().get(), B.x


# --- metaclass-registry
class Registry(type):
    commands = {}

    def __init__(cls, name, bases, ns):
        super().__init__(name, bases, ns)
        if bases:
            Registry.commands[ext(name.lower())] = cls


class Command(metaclass=Registry):
    def run(self, *args):
        raise NotImplementedError


class Add(Command):
    def run(self, a, b):
        return ext(a) + b


class Echo(Command):
    def run(self, *args):
        return ext(args)


[Registry.commands[name]().run(1, 2) for name in ("add", "echo")]
