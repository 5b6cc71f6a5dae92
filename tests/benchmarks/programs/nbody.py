"""pyperformance: the bodies of a solar system attract each other."""

SUN = [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 39.47841760435743]
JUPITER = [4.84, -1.16, -0.10, 0.606, 2.81, -0.02, 0.0376]
SATURN = [8.34, 4.12, -0.40, -1.01, 1.82, 0.008, 0.0112]
URANUS = [12.89, -15.11, -0.22, 1.08, 0.86, -0.01, 0.0017]
NEPTUNE = [15.37, -25.91, 0.17, 0.97, 0.59, -0.03, 0.0020]


def advance(bodies, pairs, step, count):
    for _ in range(count):
        for one, other in pairs:
            dx = one[0] - other[0]
            dy = one[1] - other[1]
            dz = one[2] - other[2]
            force = step / (dx * dx + dy * dy + dz * dz) ** 1.5
            pull = other[6] * force
            push = one[6] * force
            one[3] -= dx * pull
            one[4] -= dy * pull
            one[5] -= dz * pull
            other[3] += dx * push
            other[4] += dy * push
            other[5] += dz * push
        for body in bodies:
            body[0] += step * body[3]
            body[1] += step * body[4]
            body[2] += step * body[5]


def energy(bodies, pairs):
    total = 0.0
    for body in bodies:
        total += body[6] * (body[3] * body[3] + body[4] * body[4] + body[5] * body[5]) / 2.0
    for one, other in pairs:
        dx = one[0] - other[0]
        dy = one[1] - other[1]
        dz = one[2] - other[2]
        total -= one[6] * other[6] / (dx * dx + dy * dy + dz * dz) ** 0.5
    return total


def run(count):
    bodies = [list(body) for body in [SUN, JUPITER, SATURN, URANUS, NEPTUNE]]
    pairs = [(bodies[i], bodies[j]) for i in range(5) for j in range(i + 1, 5)]
    before = energy(bodies, pairs)
    advance(bodies, pairs, 0.01, count)
    return round(before, 6), round(energy(bodies, pairs), 6)


run(9_000)
