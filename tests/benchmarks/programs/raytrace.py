"""pyperformance: spheres on a floor, by casting rays, with a class of vectors that has operators."""


class Vector:
    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y, self.z + other.z)

    def __sub__(self, other):
        return Vector(self.x - other.x, self.y - other.y, self.z - other.z)

    def __mul__(self, factor):
        return Vector(self.x * factor, self.y * factor, self.z * factor)

    def dot(self, other):
        return self.x * other.x + self.y * other.y + self.z * other.z

    def unit(self):
        return self * (1.0 / self.dot(self) ** 0.5)


class Sphere:
    def __init__(self, centre, radius, colour):
        self.centre = centre
        self.radius = radius
        self.colour = colour

    def hit(self, origin, direction):
        to_centre = self.centre - origin
        along = to_centre.dot(direction)
        inside = self.radius * self.radius - to_centre.dot(to_centre) + along * along
        if inside < 0:
            return None
        distance = along - inside**0.5
        return distance if distance > 0.001 else None

    def normal(self, point):
        return (point - self.centre).unit()


class Floor:
    colour = 90

    def hit(self, origin, direction):
        if direction.y >= -0.001:
            return None
        return (-1.0 - origin.y) / direction.y

    def normal(self, point):
        return Vector(0.0, 1.0, 0.0)


class Scene:
    def __init__(self, things, light):
        self.things = things
        self.light = light

    def nearest(self, origin, direction):
        best = None
        found = None
        for thing in self.things:
            distance = thing.hit(origin, direction)
            if distance is not None and (best is None or distance < best):
                best = distance
                found = thing
        return best, found

    def colour(self, origin, direction, depth):
        distance, thing = self.nearest(origin, direction)
        if thing is None:
            return 20
        point = origin + direction * distance
        normal = thing.normal(point)
        to_light = (self.light - point).unit()
        shadow = self.nearest(point, to_light)[1] is not None
        bright = 0.1 if shadow else max(0.1, normal.dot(to_light))
        own = thing.colour * bright
        if depth == 0:
            return own
        mirrored = direction - normal * (2.0 * normal.dot(direction))
        return 0.7 * own + 0.3 * self.colour(point, mirrored, depth - 1)


scene = Scene(
    [Sphere(Vector(i - 1.0, 0.2 * i, 5.0 + i), 0.8, 200 - 40 * i) for i in range(3)] + [Floor()], Vector(-5.0, 5.0, -2.0)
)
eye = Vector(0.0, 0.5, -3.0)
total = 0.0
for row in range(70):
    for column in range(100):
        total += scene.colour(eye, Vector((column - 50) / 50, (35 - row) / 50, 2.0).unit(), 2)
round(total, 4)
