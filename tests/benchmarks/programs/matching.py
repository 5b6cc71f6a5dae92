"""language: match statements over events as tuples, dicts and instances."""


class Move:
    __match_args__ = ('x', 'y')

    def __init__(self, x, y):
        self.x = x
        self.y = y


def handle(event):
    match event:
        case ('add', int(a), int(b)):
            return a + b
        case ('many', first, *rest):
            return first + len(rest)
        case {'kind': 'text', 'value': str(text)}:
            return len(text)
        case {'kind': 'none'} | None:
            return 0
        case Move(0, y):
            return y
        case Move(x, y) if x > y:
            return x - y
        case Move():
            return 1
        case _:
            return -1


total = 0
for i in range(10_000):
    events = [
        ('add', i, 2),
        ('many', i, 1, 2, 3),
        {'kind': 'text', 'value': 'abc'},
        {'kind': 'none'},
        Move(0, i),
        Move(i, 3),
        Move(1, 9),
        'other',
    ]
    for event in events:
        total += handle(event)
total
