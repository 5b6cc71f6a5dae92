"""basics: products of matrices as nested lists."""


def product(a, b):
    columns = len(b[0])
    rows = []
    for row in a:
        made = []
        for j in range(columns):
            total = 0
            for k in range(len(row)):
                total += row[k] * b[k][j]
            made.append(total)
        rows.append(made)
    return rows


size = 80
a = [[(i * j) % 7 for j in range(size)] for i in range(size)]
b = [[(i + j) % 5 for j in range(size)] for i in range(size)]
c = product(product(a, b), a)
(c[3][5], sum([sum(row) for row in c]))
