"""pyperformance: all ways to place ten queens."""


def solve(row, size, columns, rising, falling):
    if row == size:
        return 1
    count = 0
    for column in range(size):
        up = row + column
        down = row - column + size
        if not (columns[column] or rising[up] or falling[down]):
            columns[column] = rising[up] = falling[down] = True
            count += solve(row + 1, size, columns, rising, falling)
            columns[column] = rising[up] = falling[down] = False
    return count


solve(0, 10, [False] * 10, [False] * 20, [False] * 21)
