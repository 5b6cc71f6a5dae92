# --- property-get-set-delete
class Circle:
    def __init__(self, r):
        self._r = r

    @property
    def radius(self):
        """The radius."""
        print("get")
        return ext(self._r)

    @radius.setter
    def radius(self, value):
        if ext(value) < 0:
            raise ValueError("negative")
        self._r = value

    @radius.deleter
    def radius(self):
        print("deleted", ext(self._r))
        self._r = 0

    area = property(lambda self: ext(3) * self.radius**2)


c = Circle(2)
c.radius = c.radius + ext(1)
c.radius += ext(10)
print(c.area, getattr(c, "radius"), Circle.radius.__doc__)
try:
    c.radius = -1
except ValueError as error:
    print(error)
try:
    c.area = 5
except AttributeError as error:
    print(type(error).__name__)
del c.radius
c.radius


# --- property-in-expressions
class Row:
    def __init__(self, n):
        self.n = n

    @property
    def next(self):
        return Row(ext(self.n + 1))

    @property
    def values(self):
        return [ext(self.n)] * self.n


r = Row(1)
print(r.next.next.n, r.next.values[0] + r.values[ext(0)], [v for v in r.next.values])
r.next.values[0] = 5
x, r.n = r.next.n, ext(7)
r.next.values.append(ext(1))
f"{r.next.n}", x, len(r.values), r.next.n < r.next.next.n < 20


# --- property-raises-attribute-error
class Half:
    @property
    def broken(self):
        ext("in property")
        raise AttributeError("inside")

    def __getattr__(self, name):
        return f"fallback {ext(name)}"


h = Half()
h.broken, h.other, getattr(h, "x", 1)


# --- property-inherited-and-overridden
class Base:
    @property
    def name(self):
        return ext("base")

    @name.setter
    def name(self, value):
        self.log = ["base", ext(value)]


class Sub(Base):
    @property
    def name(self):
        return super().name + "/sub"

    @name.setter
    def name(self, value):
        Base.name.fset(self, value + ext("!"))


class Getter(Base):
    @Base.name.getter
    def name(self):
        return ext("only get")


s, g = Sub(), Getter()
s.name = ext("n")
g.name = "m"
s.name, s.log, g.name, g.log


# --- property-lazy
class Report:
    loads = 0

    @property
    def rows(self):
        if not hasattr(self, "_rows"):
            Report.loads += 1
            self._rows = load_rows(Report.loads)
        return self._rows


r = Report()
r.rows, r.rows, Report().rows, Report.loads
