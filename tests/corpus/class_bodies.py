# --- class-body-pauses
class Config:
    """The doc."""

    name = ext("config")
    if ext(True):
        mode = ext("fast")
    else:
        mode = "slow"
    values = []
    for i in range(3):
        values.append(ext(i))
    try:
        number = int(ext("x"))
    except ValueError:
        number = ext(-1)
    finally:
        done = ext("done")
    print("in body", name, mode)
    del i


print(Config.__doc__, Config.__name__, [n for n in vars(Config) if not n.startswith("_")])
Config.values, Config.number, Config.done


# --- class-bases-and-keywords
class Plugin:
    found = []

    def __init_subclass__(cls, /, tag="none", **kwargs):
        super().__init_subclass__(**kwargs)
        Plugin.found.append((cls.__name__, ext(tag)))
        cls.tag = tag


class Mixin:
    extra = ext("mixin")


def pick(base):
    return {"plugin": Plugin, "mixin": Mixin}[ext(base)]


class A(pick("plugin"), tag=ext("a")):
    pass


class B(pick("mixin"), A, **ext({"tag": "b"})):
    size = ext(3)


class C(*[pick("plugin"), pick("mixin")]):
    pass


Plugin.found, B.tag, B.extra, C.tag, [k.__name__ for k in B.__mro__]

# --- class-body-reads-globals-and-cells
value = "global"


def f(cell):
    class K:
        value = ext(value) + "!"
        seen = cell
        own = ext("own")

        def method(self):
            return value, cell

    return K.value, K.seen, K.own, K().method()


f("closed over")


# --- class-annotations
class Typed:
    a: ext("type of a") = ext(1)
    b: int
    c: "text" = ext("c")
    d: list[int] = [ext(4)]


x: ext("module") = ext(5)
y: int


def f(a: ext("arg") = ext(1), *args: ext("star"), k: int = 2, **kw: ext("kw")) -> ext("return"):
    z: ext("never evaluated") = ext("local")
    return z


print(Typed.__annotations__, Typed.a, Typed.c, Typed.d)
print(f.__annotations__, f())
x


# --- class-decorators-in-body
def tracer(name):
    def wrap(f):
        def inner(self, *args):
            return ext(name), f(self, *args)

        inner.tag = ext("tag")
        return inner

    return wrap


class Service:
    @tracer(ext("outer"))
    @tracer("inner")
    def run(self, x):
        return ext(x)

    run2 = tracer("again")(run)
    alias = run


s = Service()
s.run(1), s.run2(2), s.alias(3), Service.run.tag


# --- class-nested-bodies
class Outer:
    x = ext("outer x")

    class Inner:
        x = ext("inner x")

        class Deep:
            y = ext("deep")

            def get(self):
                return self.y + ext("!")

    z = Inner.x + x


Outer.z, Outer.Inner.Deep().get(), Outer.Inner.Deep.__qualname__

# --- class-body-raises
# error: KeyError
try:

    class A:
        x = ext(1)
        raise ValueError("half " + ext("way"))
except ValueError as error:
    print(error)


class B:
    ext("start")
    table = {"a": 1}
    y = table[ext("b")]


# --- class-body-in-loop
made = []
for name in ["a", "b"]:

    class K:
        label = ext(name)

        def show(self, label=label):
            return ext(label), self.label

    made.append(K)
[k().show() for k in made], made[0] is made[1]


# --- class-set-name
class Field:
    def __set_name__(self, owner, name):
        self.name = ext(name)
        owner.fields = owner.__dict__.get("fields", []) + [name]
        print("named", owner.__name__, name)

    def __get__(self, obj, owner=None):
        return self if obj is None else obj.data.get(self.name, ext("unset"))


class Form:
    first = Field()
    second = Field()

    def __init__(self, **data):
        self.data = data


f = Form(first=1)
Form.fields, f.first, f.second, Form.first.name


# --- class-with-lambda-and-generator-attributes
class Rules:
    limit = ext(3)
    check = lambda self, x: ext(x) < self.limit
    steps = (ext(i) for i in range(2))
    both = staticmethod(lambda x: ext(x) * 2)


r = Rules()
print(r.check(1), r.check(5), r.both(4))
list(Rules.steps)

# --- class-body-global-and-nonlocal
made = 0


def f():
    kinds = 0

    class A:
        global made
        nonlocal kinds
        made = ext(5)
        kinds = ext(6)
        own = made + kinds

    return A.own, kinds, hasattr(A, "made")


f(), made


# --- class-with-mro-entries
class Template:
    def __init__(self, name):
        self.name = name

    def __mro_entries__(self, bases):
        print("entries", ext(self.name), len(bases))
        return (Real,)


class Real:
    x = ext("real")


class Made(Template("t")):
    pass


Made.x, Made.__mro__[1] is Real, len(Made.__orig_bases__)


# --- class-getitem
class Box:
    def __class_getitem__(cls, item):
        return f"{cls.__name__}[{ext(item)}]"


class Typed(Box):
    pass


Box[1], Typed["int"], Box[ext(2), 3]


# --- type-parameters-of-functions
# python: >=3.12
def call[R](f, *args) -> R:
    return f(*args)


def pack[A, B](first: A, second: B, key: B = ext("default")) -> A:
    return first, second, ext(key)


class Base[T]:
    def get(self, x: T) -> T:
        return ext(x)


print(call(lambda x: ext(x), 5), pack(1, 2), pack.__type_params__)
print(Base.__type_params__[0].__name__)


class Child[U](Base[U]):
    def get(self, x):
        return super().get(x), ext("child")


Child().get(1), call.__name__, [p.__name__ for p in call.__type_params__]


# --- class-type-parameters
# python: >=3.12
class Stack[T]:
    def __init__(self):
        self.items: list[T] = []

    def push[U](self, item: U) -> U:
        self.items.append(ext(item))
        return item


def first[T](items: list[T]) -> T:
    return ext(items[0])


s = Stack()
s.push(1)
print(Stack.__type_params__, first([ext(5), 6]))
type Pair[A] = tuple[A, A]
print(Pair.__name__)


def spec[**P, *Ts](f):
    return f


print(spec("spec"))
s.items
