"""pyperformance: the Mandelbrot set as characters."""


def row(y, width, limit):
    made = []
    for column in range(width):
        cx = column * 3.0 / width - 2.0
        x = 0.0
        z = 0.0
        count = 0
        while count < limit and x * x + z * z < 4.0:
            x, z = x * x - z * z + cx, 2.0 * x * z + y
            count += 1
        made.append('#' if count == limit else '.')
    return ''.join(made)


rows = [row(line * 2.4 / 100 - 1.2, 160, 100) for line in range(100)]
(sum([line.count('#') for line in rows]), rows[30][60:90])
