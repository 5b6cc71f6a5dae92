"""Conway's game of life on an unbounded plane, with patterns from text, detection of cycles, and ASCII frames."""

from __future__ import annotations

from collections import Counter
from itertools import product
from typing import Iterable, Iterator, Self

Cell = tuple[int, int]
NEIGHBOURS = [offset for offset in product((-1, 0, 1), repeat=2) if offset != (0, 0)]

PATTERNS = {
    "blinker": "...\nOOO\n...",
    "glider": ".O.\n..O\nOOO",
    "beacon": "OO..\nOO..\n..OO\n..OO",
    "r-pentomino": ".OO\nOO.\n.O.",
}


class World:
    def __init__(self, cells: Iterable[Cell] = (), age: int = 0) -> None:
        self.cells = frozenset(cells)
        self.age = age

    @classmethod
    def parse(cls, text: str) -> Self:
        return cls((row, column) for row, line in enumerate(text.splitlines()) for column, c in enumerate(line) if c == "O")

    def step(self) -> Self:
        counts = Counter((r + dr, c + dc) for r, c in self.cells for dr, dc in NEIGHBOURS)
        alive = {cell for cell, n in counts.items() if n == 3 or (n == 2 and cell in self.cells)}
        return type(self)(alive, self.age + 1)

    def generations(self, limit: int) -> Iterator[Self]:
        world = self
        for _ in range(limit):
            yield world
            world = world.step()

    @property
    def bounds(self) -> tuple[int, int, int, int]:
        if not self.cells:
            return 0, 0, 0, 0
        rows, columns = zip(*self.cells)
        return min(rows), max(rows), min(columns), max(columns)

    def normalised(self) -> frozenset[Cell]:
        top, _, left, _ = self.bounds
        return frozenset((r - top, c - left) for r, c in self.cells)

    def __len__(self) -> int:
        return len(self.cells)

    def __contains__(self, cell: Cell) -> bool:
        return cell in self.cells

    def __str__(self) -> str:
        top, bottom, left, right = self.bounds
        rows = ("".join("█" if (r, c) in self else "·" for c in range(left, right + 1)) for r in range(top, bottom + 1))
        return "\n".join(rows)


def find_cycle(world: World, limit: int = 60) -> tuple[str, int] | None:
    """Return the kind and length of the cycle that the world falls into, None when there is none soon."""
    seen: dict[frozenset[Cell], World] = {}
    for generation in world.generations(limit):
        shape = generation.normalised()
        if shape in seen:
            before = seen[shape]
            kind = "oscillator" if before.cells == generation.cells else "spaceship"
            period = generation.age - before.age
            return ("still life", 1) if kind == "oscillator" and period == 1 else (kind, period)
        seen[shape] = generation
    return None


def main() -> None:
    for name, text in PATTERNS.items():
        world = World.parse(text)
        sizes = [len(w) for w in world.generations(8)]
        print(f"{name:<12} {find_cycle(world) or 'no cycle'} sizes {sizes}")
    *_, last = World.parse(PATTERNS["glider"]).generations(9)
    print(last, last.bounds, last.age)
    for frame in World.parse(PATTERNS["beacon"]).generations(2):
        print(frame, end="\n\n")


main()
