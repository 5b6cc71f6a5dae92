# --- type-alias-is-lazy
# python: >=3.12
type Later = [defined, ext("once")]
type Rec = dict[str, Rec] | None
ext("before")
defined = ext(3)
print(Later, Later.__name__, Later.__type_params__, Later.__module__)
print(Later.__value__, Later.__value__ is Later.__value__)
ext("after")
print(Later.__value__, repr(Rec.__value__), {Later: 1}[Later], Later == Later, getattr(Later, "__value__"))

# --- type-alias-generic
# python: >=3.12
type Pair[A, B: (int, str)] = tuple[A, B]
type Spread[*Ts, **P] = (tuple[*Ts], P, P.args, P.kwargs)
ext(0)
print(Pair.__type_params__, Pair.__parameters__, Pair[int, str], Pair[int, str].__args__)
first, second = Pair.__type_params__
ext(1)
print(Pair.__value__, Pair.__value__[int, str], second.__constraints__, second.__bound__)
print(Spread.__type_params__, Spread.__parameters__)
ext(2)
print(Spread.__value__, Spread.__type_params__)
star, params = Spread.__type_params__
ext(3)
print(Spread.__value__[0] == tuple[*star], params.args == Spread.__value__[2], params.args.__origin__ is params)
print(Pair[int, str].__origin__ is Pair, Pair | None, repr(list[Pair] | None))

# --- type-alias-pauses-inside
# python: >=3.12
type Value = [ext(item) for item in (1, 2, ext(3))]
print(Value.__value__)


class Holder:
    base = 4
    type Inner = (ext(base), base)
    base = ext(5)


print(Holder.Inner.__value__, hasattr(Holder.Inner, "__value__"))


def local(start):
    type Local = (ext(start), start)
    start += 1
    yield Local.__value__
    start += 1
    yield Local.__value__


list(local(7))

# --- type-alias-that-fails
# python: >=3.12
type Failing[T] = ext(1) // ext(0)
type Ghost = nothing.attribute
results = []
nothing = ext(None)
for alias in (Failing, Ghost, Failing):
    try:
        alias.__value__
    except (ZeroDivisionError, AttributeError) as error:
        results.append((type(error).__name__, str(error), ext(len(results))))
results

# --- type-alias-error-leaves
# python: >=3.12
# error: ZeroDivisionError
type Failing = ext(1) // 0
ext("start")
Failing.__value__


# --- type-alias-error-of-a-call
# python: >=3.12
# error: ValueError
# answers: ['start', fail(ValueError('no'))]
def compute():
    return ext("inner")


class Box:
    type Failing[T] = compute()


ext("start")
Box.Failing.__value__


# --- type-variable-bounds
# python: >=3.12
class Animal:
    pass


class Dog(Animal):
    pass


def adopt[T: Animal, U: (int, "later"), V: Missing](pet: T, other: U | None = None) -> T | None:
    ext(type(pet).__name__)
    return pet


ext("before")
T, U, V = adopt.__type_params__
print(T.__name__, T.__bound__ is Animal, T.__constraints__, U.__constraints__, U.__bound__, T)
try:
    V.__bound__
except NameError as error:
    print(error, ext("failed"))
Missing = ext("there")
print(V.__bound__)
ext("after")
notes = adopt.__annotations__
print(
    V.__bound__,
    U.__constraints__,
    adopt(Dog()).__class__.__name__,
    notes["return"],
    notes["other"],
    T | int,
    T | "T",
    int | T,
)


# --- type-variable-bounds-pause
# python: >=3.12
def f[T: ext("bound"), U: (ext("first"), ext("second")), W: lambda: ext("lambda")](x: T):
    return x


T, U, W = f.__type_params__
print(T.__bound__, T.__bound__, U.__constraints__, U.__constraints__)
ext("between")
print(T.__bound__, U.__constraints__, W.__bound__(), f(ext(1)))


# --- type-variable-names
# python: >=3.12
# names: {'limit': 3}
def f[T: limit](x: T) -> T:
    return x


type Alias = [limit, later]


class C:
    type Named = (limit, later)


print(f.__type_params__[0].__bound__, ext(1), (later := 5), Alias.__value__, C.Named.__value__)


# --- type-parameters-in-a-class
# python: >=3.12
class Shelf:
    x = 5
    type Alias = (x, y)

    def put[T: x](self, a: x, b: T = x) -> list[T]:
        return a, b

    class Inner[T: x](dict[x, T]):
        z = x = 1
        type Deep = (x, T, __class__)

        def get[U: x](self, key: U) -> T:
            return ext(key), T

    x = ext(6)
    y = 7


ext("made")
print(Shelf.Alias.__value__, Shelf.put.__type_params__[0].__bound__, Shelf.put.__annotations__)
print(Shelf.Inner.__orig_bases__, Shelf.Inner.__type_params__[0].__bound__, Shelf.Inner.Deep.__value__)
Shelf.y = ext(8)
print(Shelf.Inner().get(ext(2)), Shelf.Inner.get.__type_params__[0].__bound__, Shelf.Alias.__value__)


def outer():
    x = "outer"

    class Local:
        type A = x
        type B = (w, ext(w))
        x = "class"
        w = ext(1)

    Local.w = ext(2)
    return Local.A.__value__, Local.B.__value__


print(outer(), Shelf.put.__qualname__, Shelf.Inner.get.__qualname__, Shelf().put(1))


# --- type-parameters-hidden-by-a-class
# python: >=3.12
class C[T]:
    T = 5

    def direct[V: T](self, x: T):
        return x

    def shared[T](self, x: T):
        return T

    def other[T, W: T](self, x: T) -> T:
        return x

    type Own = T
    type Mixed[U] = (T, U)


ext(0)
print(C.__type_params__, C.Own.__value__, C.Mixed.__value__, C.direct.__annotations__, C.shared.__annotations__)
ext(1)
print(
    C.direct.__type_params__[0].__bound__, C.other.__type_params__[1].__bound__, C.other.__annotations__, C().shared(1)
)


# --- type-parameters-private-names
# python: >=3.12
class Foo[__T]:
    param = __T
    __hidden = ext(1)

    def method[__U: __hidden](self, arg: (__T, __U)):
        return __T, __U

    type Alias[__V] = (__T, __V, __hidden)


ext("made")
print(Foo.__type_params__[0].__name__, Foo.param, Foo.method.__annotations__, Foo().method(1))
print(Foo.Alias.__value__, Foo.method.__type_params__[0].__bound__, Foo.Alias.__name__)


# --- type-parameters-headers-pause
# python: >=3.12
def many[T](a: ext(1), b: T = ext(2), *c: ext(3), d: T = (ext(4), ext(5))) -> ext(6):
    return a, b, c, d


class Base[T]:
    def __init_subclass__(cls, **options):
        super().__init_subclass__()
        cls.options = ext(options)


class Child[T, U](Base[tuple[T, ext("base")]], key=ext("key")):
    note: T = ext("body")

    def method(self, a: U = ext("default"), *b: ext("star")) -> ext("return"):
        return T, a


@(lambda made: ext("decorated") and made)
def decorated[T: Base](a=ext("late"), *, b: [ext(n) for n in (1, 2)] = ext(3)) -> T:
    return a, b


print(many(1), many.__annotations__, many.__defaults__, many.__kwdefaults__)
print(Child.__orig_bases__, Child.__parameters__, Child.options, Child().method(), decorated())
print(Child[int, str], Base.__parameters__, decorated.__annotations__)


# --- type-parameters-generic-classes
# python: >=3.12
class Box[T]:
    __match_args__ = ("value",)

    def __init__(self, value: T):
        self.value = value

    def map[U](self, f) -> "Box[U]":
        return Box(f(self.value))


class IntBox(Box[int]):
    pass


class Wide[*Ts, **P](Box[tuple[*Ts]]):
    pass


ext(0)
box = Box[int](ext(3))
print(box.__orig_class__, isinstance(box, Box), Box[int] == Box[int], Box[int].__args__, Box[int].__origin__ is Box)
print(IntBox.__orig_bases__, IntBox.__parameters__, Box.__orig_bases__, Box.__parameters__, Wide.__orig_bases__)
match box.map(lambda n: ext(n) + 1):
    case IntBox(v):
        print("no")
    case Box(v):
        print("yes", ext(v))
print([cls.__name__ for cls in Wide.__mro__], Wide.__parameters__, Box.__type_params__ == Box.__parameters__)
for wrong in (lambda: isinstance(box, Box[int]), lambda: Box[int, str], lambda: IntBox[int]):
    try:
        wrong()
    except TypeError as error:
        print(type(error).__name__, ext(1))
print(Wide[int, str].__args__, repr(Box[None]))
print({Box[int]: 1, list[Box.__parameters__[0]]: 2}[Box[int]], list[Box.__parameters__[0]][int])


# --- type-parameters-keep-identity
# python: >=3.12
def make[T]():
    class Local[T](list[T]):
        def own(self):
            return T

    def both[*Ts, **P](*args: *Ts, f: P = None):
        return T, Ts, P, args

    return Local, both, T


local, both, outer = make()
ext(0)
print(local.__type_params__[0] is outer, local().own() is local.__type_params__[0], local.__qualname__)
T, Ts, P, args = both(ext(1), 2)
ext(1)
print(T is outer, Ts is both.__type_params__[0], P is both.__type_params__[1], both.__annotations__, args, P.kwargs)


# --- parameter-specification-in-decorators
# python: >=3.12
def traced[**P, R](f) -> "R":
    def inner(*args: P.args, **kwargs: P.kwargs) -> R:
        ext(f.__name__)
        return f(*args, **kwargs)

    return inner


@traced
def add(a, b=2):
    return a + b


ext("ready")
notes = add.__annotations__
print(add(1), add(1, b=ext(5)), notes, notes["args"].__origin__ is notes["kwargs"].__origin__)

# --- type-parameter-evaluated-by-a-builtin
# python: >=3.12
type Value = ext("value")
type Other = ext("other")
print(
    "{0.__value__}".format(Value), [getattr(alias, "__value__") for alias in (Value, Other)], f"{Other.__value__!r:>9}"
)


# --- type-parameter-defaults
# python: >=3.13
class Box[T = ext("class"), **P = [ext(1)]]:
    pass


def f[T, U = list[T]](a: U):
    return a


def spread[*Ts = *tuple[ext("pack")]]():
    pass


type Alias[T = Later] = T
ext("before")
T, U = f.__type_params__
Later = ext(3)
print(U.__default__, U.has_default(), T.has_default(), T.__default__, Alias.__type_params__[0].__default__)
ext("between")
print([p.__default__ for p in (*Box.__type_params__, *spread.__type_params__)])
print([p.__default__ for p in (*Box.__type_params__, *spread.__type_params__)], Alias[int], Box[int], tuple[T, U][int])
try:

    class Wrong[*Ts, T = int]:
        pass
except TypeError as error:
    print(error, ext("wrong"))
print(Box.__parameters__, T.__default__ is Box.__parameters__)


# --- type-parameter-default-evaluated-under-c
# python: >=3.13
def f[T, U = ext("late")](a: tuple[T, U]):  # refuses: runs guest code
    return a


form = f.__annotations__["a"]
print(form[int])
T, U = f.__type_params__
print(form[int], U.__default__, ext(1), form[int, str])
