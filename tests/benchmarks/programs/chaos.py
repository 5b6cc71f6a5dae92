"""pyperformance: points of a fractal from a spline, with a class of points."""


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def moved(self, other, part):
        return Point(self.x + (other.x - self.x) * part, self.y + (other.y - self.y) * part)

    def distance(self, other):
        return ((self.x - other.x) ** 2 + (self.y - other.y) ** 2) ** 0.5


class Spline:
    def __init__(self, points):
        self.points = points

    def at(self, part):
        points = self.points
        while len(points) > 1:
            points = [one.moved(other, part) for one, other in zip(points, points[1:])]
        return points[0]


class Chaos:
    def __init__(self, splines, seed):
        self.splines = splines
        self.seed = seed

    def random(self):
        self.seed = (self.seed * 1103515245 + 12345) % 2147483648
        return self.seed / 2147483648

    def run(self, count):
        point = Point(0.5, 0.5)
        length = 0.0
        for _ in range(count):
            spline = self.splines[int(self.random() * len(self.splines))]
            target = spline.at(self.random())
            moved = point.moved(target, 0.5)
            length += moved.distance(point)
            point = moved
        return round(length, 6), round(point.x, 6)


splines = [Spline([Point(0.1 * i * k % 1, 0.3 * i % 1) for i in range(4)]) for k in range(1, 4)]
Chaos(splines, 1234).run(12_000)
