"""The commands of the prompt in one table, by what a person types of their names, and their help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monty_cli.cli.debugger import answering, going_on, keeping, looking, travelling
from monty_cli.cli.words import find_command

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from monty_cli.cli.debugger.desk import Desk, Outcome
    from monty_cli.cli.describe import Snapshot

    Command = Callable[[Desk, str, Snapshot], Outcome]

GROUPS: dict[str, dict[str, Command]] = {
    "look": {
        "where": looking.where,
        "up": looking.up,
        "down": looking.down,
        "list": looking.list_lines,
        "longlist": looking.long_list,
        "args": looking.args,
        "locals": looking.show_locals,
        "globals": looking.show_globals,
        "p": looking.print_value,
        "pp": looking.pretty_print,
        "watch": looking.watch,
        "unwatch": looking.unwatch,
        "show": looking.show,
    },
    "answer": {
        "raise": answering.throw,
        "future": answering.future,
        "resolve": answering.resolve,
        "edit": answering.edit,
    },
    "travel": {
        "back": travelling.back,
        "forward": travelling.forward,
        "history": travelling.history,
        "go": travelling.go,
        "fork": travelling.fork,
        "diff": travelling.diff,
        "restart": travelling.restart,
    },
    "go on by rule": {
        "continue": going_on.go_on,
        "step": going_on.step,
        "until": going_on.until,
        "break": going_on.set_break,
        "clear": going_on.clear,
        "answers": keeping.answers,
    },
    "keep": {
        "save": keeping.save,
        "load": keeping.load,
        "record": keeping.record,
        "quit": keeping.leave,
    },
}
COMMANDS: dict[str, Command] = {name: command for group in GROUPS.values() for name, command in group.items()}
SESSION_COMMANDS: dict[str, Command] = {
    **{name: command for name, command in COMMANDS.items() if name not in ("load", "record", "restart")},
    "abort": answering.abort,
}

INTERRUPTED_COMMANDS: dict[str, Command] = {
    **{name: GROUPS["look"][name] for name in ("where", "up", "down", "list", "longlist", "locals", "globals")},
    **{"p": looking.print_of_copies, "pp": looking.pretty_print_of_copies},
    "raise": going_on.throw_there,
    "continue": going_on.go_on_there,
    **{name: COMMANDS[name] for name in ("back", "go", "history", "restart", "record", "quit")},
}

FAILED_COMMANDS: dict[str, Command] = {
    **{name: command for name, command in INTERRUPTED_COMMANDS.items() if name not in ("raise", "continue")},
    **{name: COMMANDS[name] for name in ("back", "forward", "history", "go", "fork", "diff", "restart")},
    **{name: COMMANDS[name] for name in ("load", "record", "quit")},
}

# What pdb has for them. Those of `BARE` change nothing and may stand without a colon; no literal begins with a name like these.
ALIASES = {
    **{"w": "where", "bt": "where", "u": "up", "d": "down", "l": "list", "ll": "longlist", "a": "args", "h": "help"},
    **{
        "b": "break",
        "c": "continue",
        "n": "step",
        "s": "step",
        "q": "quit",
        "exit": "quit",
        "r": "raise",
        "f": "future",
        "?": "help",
    },
}
BARE = frozenset(
    ("w", "u", "d", "l", "ll", "a", "p", "pp", "h", "bt", "where", "up", "down", "list", "longlist", "args", "locals")
) | {"globals", "help", "?", "history", "diff", "show"}


def find(word: str, commands: Iterable[str]) -> str:
    """The command that `word` names, begins, or is short for; `AnswerError` suggests another."""
    return find_command(ALIASES.get(word, word), [*commands, "help"])


def bare_command(text: str) -> str | None:
    """`text` with the colon left out, if it is a command that may stand so: a word that changes nothing, and perhaps more."""
    word, _, rest = text.partition(" ")
    if word not in BARE or rest.lstrip()[:1] in ("=", ".", ","):
        return None
    return text


def parts(command: Command) -> tuple[str, str, str]:
    """How a command is written, what it does, and an example."""
    what, _, example = (command.__doc__ or "").partition("\n")
    written, _, meaning = what.partition(" -- ")
    return written, meaning, example.strip().removeprefix("Example: ")


def help_lines(word: str, commands: dict[str, Command], answers: list[tuple[str, str]], width: int) -> list[str]:
    """The help: of all commands, or of the one that `word` names; `AnswerError` if there is none."""
    if word:
        word = word.removeprefix(":")
        name = find(word, commands)
        if name == "help":
            return [
                ":help [COMMAND]",
                "  what a command does, with an example; or all commands",
                "  Example: :help back",
            ]
        written, meaning, example = parts(commands[name])
        short = [key for key, value in ALIASES.items() if value == name]
        lines = [written, f"  {meaning}", f"  Example: {example}"]
        return [*lines, f"  Short: {', '.join(short)}"] if short else lines
    return _all_lines(commands, answers, width)


def _all_lines(commands: dict[str, Command], answers: list[tuple[str, str]], width: int) -> list[str]:
    leaving = "save the pause before and leave" if "continue" in commands else "leave"
    leaving = "save this pause and leave" if "save" in commands else leaving
    known = {name for group in GROUPS.values() for name in group}
    groups = {
        "answer": answers,
        "": [("Enter", "the pause again"), ("Ctrl-C", "clear the line"), ("Ctrl-D", leaving)],
    }
    lines = []
    for title, names in GROUPS.items():
        rows = [*groups.get(title, ()), *(parts(commands[name])[:2] for name in names if name in commands)]
        lines += [f"{title}:"] if rows else []
        lines += [_row(written, meaning, width) for written, meaning in rows]
    rows = [parts(command)[:2] for name, command in commands.items() if name not in known]
    lines.append("keys and the rest:")
    lines += [_row(written, meaning, width) for written, meaning in [*rows, *groups[""]]]
    lines.append(_row(":help COMMAND", "more of one, with an example; w u d l ll a p pp h need no colon", width))
    return lines


_COLUMN = 24


def _row(written: str, meaning: str, width: int) -> str:
    from textwrap import wrap

    lead, head = (_COLUMN, "") if len(written) < _COLUMN - 2 and width >= 60 else (6, f"  {written}\n")
    rows = wrap(meaning, max(width - lead - 1, 20)) or [""]
    first = f"{head}{' ' * lead}{rows[0]}" if head else f"  {written:<{_COLUMN - 2}}{rows[0]}"
    return "\n".join([first, *(" " * lead + row for row in rows[1:])])
