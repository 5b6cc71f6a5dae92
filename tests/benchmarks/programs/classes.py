"""language: methods, inheritance, super(), properties and class attributes."""


class Shape:
    made = 0

    def __init__(self, name):
        self.name = name
        Shape.made += 1

    @property
    def label(self):
        return self.name

    def area(self):
        return 0

    def describe(self):
        return len(self.label) + self.area()


class Box(Shape):
    def __init__(self, width, height):
        super().__init__('box')
        self.width = width
        self.height = height

    def area(self):
        return self.width * self.height


class Square(Box):
    def __init__(self, side):
        super().__init__(side, side)

    def describe(self):
        return super().describe() + 1

    @classmethod
    def unit(cls):
        return cls(1)

    @staticmethod
    def even(n):
        return n % 2 == 0


total = 0
for i in range(30_000):
    box = Box(i, 2) if Square.even(i) else Square(i)
    total += box.describe()
    total += box.width
(total, Shape.made % 30_000, Square.unit().area())
