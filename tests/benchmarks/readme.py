"""The README's section on speed, made from `results.json`.

    python -m tests.benchmarks.readme

Writes the section anew, between its heading and the next one; `tests/benchmarks/test_smoke.py` holds that it is what is committed.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

README = Path(__file__).parents[2] / "README.md"
RESULTS = Path(__file__).with_name("results.json")
HEADING = "## Speed\n"
PICTURE = "![each program's time as a ratio to CPython's, for each engine](tests/benchmarks/results.svg)"
WIDE = 1000  # figures from here on are given without decimals


def section(results: dict[str, Any]) -> str:
    """Return the section, heading included, for what `python -m tests.benchmarks --json` has written."""
    machine, versions = results["machine"], results["versions"]
    return "\n".join(
        [
            HEADING,
            "Geometric means of the ratios to CPython's time, below 1 is faster, by",
            f"`{results['command']}`,",
            f"measured on {results['date']} with CPython {versions['python']} on {machine['processor']} ({machine['system']}).",
            "",
            *_engines(results["summary"], versions),
            "",
            PICTURE,
            "",
            "What is aimed at, and where it stands:",
            "",
            *_bars(results["bars"]),
            "",
        ]
    )


def _engines(summary: dict[str, Any], versions: dict[str, str]) -> list[str]:
    """Return the table of the engines: version, mean, how many of the programs they run."""
    lines = ["| engine | to CPython | programs that run |", "| --- | --- | --- |"]
    for name, row in summary.items():
        lines.append(f"| {name} {versions[name]} | {row['mean']:.2f} | {row['programs']} of {row['of']} |")
    return lines


def _bars(bars: list[dict[str, Any]]) -> list[str]:
    """Return the table of the bars: what is measured, the figure, the bar, and whether it is met."""
    lines = ["| measure | figure | at most | |", "| --- | --- | --- | --- |"]
    for bar in bars:
        if bar["figure"] is not None:
            met = "" if bar["met"] else "not met"
            lines.append(f"| {bar['measure']} | {_told(bar['figure'])} | {_told(bar['bar'])} | {met} |")
    return lines


def _told(figure: float) -> str:
    """Return a figure with as many decimals as it needs."""
    return f"{figure:,.0f}" if figure >= WIDE else f"{figure:.2f}".rstrip("0").rstrip(".")


def replaced(text: str, new: str) -> str:
    """Return the README's `text` with the section `new` in place of its own."""
    start = text.index(HEADING)
    end = text.index("\n## ", start) + 1
    return text[:start] + new + "\n" + text[end:]


def main() -> None:
    """Write the section."""
    new = section(json.loads(RESULTS.read_text()))
    README.write_text(replaced(README.read_text(), new))


if __name__ == "__main__":
    main()
