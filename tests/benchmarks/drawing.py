"""The picture of a run, drawn from its JSON: a dot for each engine and program, over how many times CPython's time it takes.

Its colours are legible on light and on dark ground; it has no ground of its own.
"""

from __future__ import annotations

import math
from typing import Any
from xml.sax.saxutils import escape

ROW, TOP, LEFT, WIDTH = 15, 92, 150, 900
GREY = "#808890"
COLOURS = {
    "monty-cli": "#2f9e62",
    "pydantic-monty": "#d9773b",
    "pydantic-monty (pool)": "#c04f86",
    "RestrictedPython": "#4a8fd9",
    "smolagents": "#9472d4",
}
"""The engines that are drawn, in the order of the legend."""


def draw(found: dict[str, Any]) -> str:
    """Return the SVG of a run, the data that `report.data` makes."""
    names = [name for name in COLOURS if name in found["summary"] and found["summary"][name]["programs"]]
    rows = found["programs"]
    low, high = _range(rows, names)
    height = TOP + ROW * len(rows) + 34

    def across(ratio: float) -> float:
        return LEFT + (math.log2(ratio) - low) / (high - low) * (WIDTH - LEFT - 30)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'font-family="ui-sans-serif, system-ui, sans-serif" font-size="12" fill="{GREY}">',
        f"<title>{escape(_title(found))}</title>",
        f'<text x="12" y="20" font-size="14" font-weight="600">{escape(_title(found))}</text>',
        *_legend(found, names),
        *_grid(low, high, across, height),
    ]
    for number, row in enumerate(rows):
        parts.extend(_row(row, names, TOP + ROW * number + ROW / 2, across))
    return "\n".join([*parts, "</svg>"]) + "\n"


def _title(found: dict[str, Any]) -> str:
    versions = found["versions"]
    return f"Time as a multiple of CPython's ({versions['python']}, {found['date'].partition(' ')[0]}); left is faster"


def _range(rows: list[dict[str, Any]], names: list[str]) -> tuple[int, int]:
    """Return the first and last power of two of the axis."""
    ratios = [row["ratios"][name] for row in rows for name in names if name in row["ratios"]]
    return math.floor(math.log2(min(ratios))), math.ceil(math.log2(max(ratios)))


def _legend(found: dict[str, Any], names: list[str]) -> list[str]:
    parts = []
    for number, name in enumerate(names):
        told = found["summary"][name]
        x, y = 12 + number % 3 * 296, 42 + number // 3 * 18
        version = found["versions"].get(name, "")
        text = f"{name} {version}: mean {told['mean']:.2f}, {told['programs']} of {told['of']}"
        parts.append(f'<circle cx="{x + 5}" cy="{y - 4}" r="4.5" fill="{COLOURS[name]}"/>')
        parts.append(f'<text x="{x + 15}" y="{y}">{escape(text)}</text>')
    return parts


def _grid(low: int, high: int, across: Any, height: int) -> list[str]:
    parts = []
    for power in range(low, high + 1):
        x = across(2.0**power)
        width, label = (1.6, "CPython") if power == 0 else (0.5, f"{2.0**power:g}x")
        parts.append(
            f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{TOP - 4}" y2="{height - 26}" stroke="{GREY}" stroke-width="{width}"/>'
        )
        parts.append(f'<text x="{x:.1f}" y="{height - 10}" text-anchor="middle" font-size="11">{label}</text>')
    return parts


def _row(row: dict[str, Any], names: list[str], y: float, across: Any) -> list[str]:
    parts = [f'<text x="{LEFT - 12}" y="{y + 4:.1f}" text-anchor="end" font-size="11">{escape(row["name"])}</text>']
    for name in reversed(names):
        if name in row["ratios"]:
            x, radius = across(row["ratios"][name]), 4.5 if name == names[0] else 3.5
            told = f"{name}: {row['ratios'][name]:.2f}"
            parts.append(
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" fill="{COLOURS[name]}"><title>{escape(told)}</title></circle>'
            )
    return parts
