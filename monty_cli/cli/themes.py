"""The colours of what is drawn, by the background of the terminal: `MONTY_THEME` is dark, light or plain; COLORFGBG tells it else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Mapping

# What the panels call their styles. The colours are the sixteen that every terminal has in its own theme.
MARK, QUIET, EDGE, ALERT = "monty.mark", "monty.quiet", "monty.edge", "monty.alert"
WORD, STRING, NUMBER, COMMENT = "monty.word", "monty.string", "monty.number", "monty.comment"  # of source
THEMES = {
    "dark": {
        **{MARK: "bold yellow", QUIET: "dim", EDGE: "yellow", ALERT: "bold red"},
        **{WORD: "magenta", STRING: "green", NUMBER: "cyan", COMMENT: "bright_black"},
    },
    "light": {
        **{MARK: "bold blue", QUIET: "bright_black", EDGE: "blue", ALERT: "bold red"},
        **{WORD: "magenta", STRING: "green", NUMBER: "blue", COMMENT: "bright_black"},
        **{"repr.number": "cyan", "repr.str": "green", "repr.none": "magenta", "repr.bool_true": "green"},
        **{"repr.attrib_name": "magenta", "repr.call": "bold magenta", "repr.bool_false": "red"},
    },
    "plain": {
        **{MARK: "bold", QUIET: "none", EDGE: "none", ALERT: "bold"},
        **dict.fromkeys((WORD, STRING, NUMBER, COMMENT), "none"),
        **dict.fromkeys(("repr.number", "repr.str", "repr.none", "repr.call", "repr.attrib_name"), "none"),
    },
}
_LIGHT = ("7", "15")  # backgrounds that are bright


def theme_name(variables: Mapping[str, str]) -> str:
    """The theme that the variables ask for; dark where they say nothing, or something else."""
    chosen = variables.get("MONTY_THEME", "")
    if chosen in THEMES:
        return chosen
    return "light" if variables.get("COLORFGBG", "").rpartition(";")[2] in _LIGHT else "dark"


def theme(name: str) -> Theme:
    """The theme of this name."""
    return Theme(THEMES[name])


def prompt_style(name: str) -> dict[str, str]:
    """The styles of what is typed, in the theme of this name, as prompt_toolkit writes them: `class:word` and so on."""
    chosen = THEMES[name]
    return {key.removeprefix("monty."): _written(chosen[key]) for key in (WORD, STRING, NUMBER, COMMENT)}


def _written(style: str) -> str:
    return "" if style == "none" else f"ansi{style.replace('bright_black', 'brightblack')}"
