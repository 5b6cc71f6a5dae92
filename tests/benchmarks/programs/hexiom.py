"""pyperformance: numbered tiles are placed on a board until each has that many neighbours (after Hexiom)."""

WIDTH = 4
TILES = [0, 1, 1, 2, 2, 2, 3, 3]


def neighbours(width):
    around = []
    for cell in range(width * width):
        row, column = divmod(cell, width)
        found = []
        for r, c in ((row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)):
            if 0 <= r < width and 0 <= c < width:
                found.append(r * width + c)
        around.append(found)
    return around


AROUND = neighbours(WIDTH)


def fits(board, cell):
    value = board[cell]
    if value is None or value < 0:
        return True
    full = 0
    unknown = 0
    for other in AROUND[cell]:
        if board[other] is None:
            unknown += 1
        elif board[other] >= 0:
            full += 1
    return full <= value <= full + unknown


def solve(board, cell, left, found):
    found['steps'] += 1
    if found['steps'] >= 18_000:
        return
    if cell == len(board):
        found['solutions'] += 1
        return
    empty = len(board) - cell - sum(left.values())
    for value in sorted(left):
        if left[value]:
            left[value] -= 1
            board[cell] = value
            if fits(board, cell) and all([fits(board, other) for other in AROUND[cell]]):
                solve(board, cell + 1, left, found)
            left[value] += 1
    if empty > 0:
        board[cell] = -1
        if all([fits(board, other) for other in AROUND[cell]]):
            solve(board, cell + 1, left, found)
    board[cell] = None


counts = {}
for tile in TILES:
    counts[tile] = counts.get(tile, 0) + 1
found = {'steps': 0, 'solutions': 0}
solve([None] * (WIDTH * WIDTH), 0, counts, found)
(found['steps'], found['solutions'])
