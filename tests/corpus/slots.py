# --- slots-basic
class P:
    __slots__ = ("x", "y")

    def __init__(self, x):
        self.x = ext(x)

    def move(self):
        self.x += ext(1)
        self.y = ext(self.x)
        return self


p = P(1)
ext("pause")
p.move()
try:
    p.z = 1
except AttributeError as error:
    print(type(error).__name__)
del p.y
p.x, hasattr(p, "y"), hasattr(p, "__dict__")


# --- slots-inherited
class A:
    __slots__ = ["a"]


class B(A):
    __slots__ = "b"


class C(B):
    pass


objs = [A(), B(), C()]
for o in objs:
    o.a = ext(1)
objs[1].b = [objs[0]]
objs[2].b, objs[2].free = ext(2), objs[1]
ext("pause")
objs[0].a += ext(10)
objs[1].b[0].a, objs[2].b, objs[2].free is objs[1], C().__dict__, objs[2].__dict__ == {"free": objs[1]}


# --- slots-with-methods-and-super
class Base:
    __slots__ = ("name", "__private")

    def __init__(self, name):
        self.name = name
        self.__private = ext("secret")

    def get(self):
        return self.__private, self.name


class Sub(Base):
    __slots__ = ("extra", "__dict__")

    def __init__(self, name):
        super().__init__(name + ext("!"))
        self.extra = self.dynamic = ext(5)


s = Sub("s")
ext("pause")
s.get(), s.extra, s.__dict__
