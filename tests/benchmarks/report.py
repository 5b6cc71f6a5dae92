"""The report of a run: as text for a terminal, and as data for JSON."""

from __future__ import annotations

from typing import Any

from tests.benchmarks.catalogue import MODULE_LOOP
from tests.benchmarks.comparing import Row, mean, mean_to
from tests.benchmarks.peers import PEER

OURS = "monty-cli"
FREE = "monty-cli (no limits)"

MEAN_BAR, MOST_BAR, LOOP_BAR, PEER_BAR = 1.05, 1.5, 0.8, 0.40


def heading(names: list[str]) -> str:
    """Return the table's first line; `line` gives the others."""
    return f"{'program':20} {'CPython ms':>10} " + " ".join(f"{name:>{_width(name)}}" for name in names)


def line(row: Row, names: list[str]) -> str:
    """Return the line of a program: CPython's time, and the ratio of each engine to it."""
    cells = [
        f"{row.ratios[name]:{_width(name)}.2f}" if name in row.ratios else f"{'-':>{_width(name)}}" for name in names
    ]
    return f"{row.program.name:20} {row.native_ms:10.1f} " + " ".join(cells)


def _width(name: str) -> int:
    return max(len(name), 8)


def summary(rows: list[Row], names: list[str]) -> dict[str, dict[str, Any]]:
    """Return for each engine its geometric mean, and how many of how many programs it runs."""
    return {
        name: {"mean": mean(rows, name), "programs": sum(name in row.ratios for row in rows), "of": len(rows)}
        for name in names
    }


def bars(rows: list[Row]) -> list[dict[str, Any]]:
    """Return the rows of the programs' own bars, in the form of `measures.Figure.data()`."""
    loops = [row for row in rows if row.program.kind == MODULE_LOOP]
    worst = max(rows, key=lambda row: row.ratios[OURS])
    found = [
        _bar("programs, geometric mean to CPython", mean(rows, OURS), MEAN_BAR),
        _bar(f"slowest program to CPython ({worst.program.name})", worst.ratios[OURS], MOST_BAR),
        _bar("programs above 1.5", float(sum(row.ratios[OURS] > MOST_BAR for row in rows)), 0.0),
    ]
    if loops:
        slowest = max(loops, key=lambda row: row.ratios[OURS])
        found.append(_bar("module-level loops, geometric mean to CPython", mean(loops, OURS), LOOP_BAR))
        found.append(_bar(f"slowest module-level loop ({slowest.program.name})", slowest.ratios[OURS], LOOP_BAR))
    if any(PEER in row.ratios for row in rows):
        found.append(_bar(f"programs, geometric mean to {PEER}", mean_to(rows, OURS, PEER), PEER_BAR))
    return found


def _bar(name: str, figure: float | None, bar: float) -> dict[str, Any]:
    assert figure is not None
    return {"measure": name, "figure": round(figure, 3), "bar": bar, "met": figure <= bar, "detail": ""}


def bar_lines(found: list[dict[str, Any]]) -> list[str]:
    """Return the table of bars: what was measured, the bar, the figure, and whether it is met."""
    width = max(len(row["measure"]) for row in found)
    lines = [f"{'measure':{width}} {'bar':>8} {'figure':>8}"]
    for row in found:
        verdict = "met" if row["met"] else "NOT MET"
        lines.append(
            f"{row['measure']:{width}} {row['bar']:8.2f} {row['figure']:8.2f}  {verdict:8} {row['detail']}".rstrip()
        )
    return lines


def summary_lines(rows: list[Row], names: list[str], absent: dict[str, str]) -> list[str]:
    """Return the means, what each engine cannot run, and which engines are absent."""
    lines = []
    for name, found in summary(rows, names).items():
        figure = f"{found['mean']:.2f}" if found["mean"] else "-"
        lines.append(f"{name}: geometric mean {figure} over {found['programs']} of {found['of']} programs")
        refused = [row.program.name for row in rows if name in row.refused]
        if refused:
            lines.append(f"    cannot run: {', '.join(refused)}")
    lines.extend(f"{name}: absent ({reason})" for name, reason in absent.items())
    return lines


def data(
    rows: list[Row], names: list[str], found: dict[str, Any], bars_found: list[dict[str, Any]], absent: dict[str, str]
) -> dict[str, Any]:
    """Return everything as data for JSON."""
    return {
        **found,
        "clock": "processor time. Ratios to CPython's time, medians of the rounds",
        "summary": summary(rows, names),
        "absent": absent,
        "bars": bars_found,
        "programs": [
            {
                "name": row.program.name,
                "kind": row.program.kind,
                "cpython_ms": round(row.native_ms, 2),
                "ratios": {name: round(ratio, 3) for name, ratio in row.ratios.items()},
                "refused": row.refused,
            }
            for row in rows
        ],
    }
