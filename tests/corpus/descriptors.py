# --- descriptor-get-set-delete
class Positive:
    def __init__(self, name):
        self.name = name

    def __get__(self, obj, owner):
        if obj is None:
            return f"{owner.__name__}.{ext(self.name)}"
        return ext(obj.__dict__.get(self.name, 0))

    def __set__(self, obj, value):
        if ext(value) <= 0:
            raise ValueError(f"{self.name} must be positive")
        obj.__dict__[self.name] = value

    def __delete__(self, obj):
        print("removed", obj.__dict__.pop(ext(self.name)))


class Item:
    price = Positive("price")
    count = Positive("count")

    def __init__(self, price, count):
        self.price = price
        self.count = count

    def total(self):
        return self.price * self.count


i = Item(5, 2)
i.count += 1
print(i.total(), Item.price)
try:
    i.price = -1
except ValueError as error:
    print(error)
del i.count
i.total()


# --- descriptor-non-data
class Cached:
    def __init__(self, compute):
        self.compute = compute

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, obj, owner=None):
        if obj is None:
            return self
        value = obj.__dict__[self.name] = self.compute(obj)
        return value


class Page:
    @Cached
    def body(self):
        return "body " + ext("loaded")


p = Page()
p.body, p.body, sorted(p.__dict__), Page.body.name


# --- descriptor-method-like
class Partial:
    def __init__(self, f, *args):
        self.f, self.args = f, args

    def __get__(self, obj, owner):
        return lambda *more: self.f(obj, *self.args, *[ext(m) for m in more])


class Shape:
    sides = 4

    def count(self, a, b):
        return self.sides + a + b

    plus = Partial(count, 10)


s = Shape()
s.plus(1), s.plus(ext(2)), [Shape().plus(x) for x in range(2)]


# --- descriptor-augmented-and-unpacked
class Slot:
    def __get__(self, obj, owner):
        return ext(obj.v)

    def __set__(self, obj, value):
        obj.v = value
        print("set", ext(value))


class Obj:
    a = Slot()
    v = 1


o = Obj()
o.a += ext(5)
o.a, x = ext((20, 30))
[o.a, *rest] = "pq"
for o.a in range(2):
    pass
o.a, x, rest


# --- descriptor-on-metaclass-and-class-access
class Show:
    def __get__(self, obj, owner):
        return (obj is None, owner.__name__, ext("show"))


class A:
    s = Show()


class B(A):
    pass


A.s, B.s, B().s, getattr(B, "s")
