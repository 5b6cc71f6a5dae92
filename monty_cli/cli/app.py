"""
The typer side of the command line: help, usage errors, and every spelling that the fast parser leaves alone.

Its commands are built from the table in `options`: each is a function whose signature typer reads, and which puts what
typer parsed into a `Settings`. The global options are accepted before the command and after it; after it wins.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Sequence
from typing import Any, Literal

import typer
from typer.core import TyperGroup

from monty_cli.cli.environment import is_terminal
from monty_cli.cli.exit_codes import DONE, USAGE
from monty_cli.cli.options import COMMANDS, DEBUG, GLOBAL
from monty_cli.cli.settings import FLAG, MANY, Command, Option, Settings
from monty_cli.cli.version import VERSION

_SUMMARY = "Run Python scripts that pause at every outside call; save and resume them."
_HELP = {"help_option_names": ["-h", "--help"]}


def run_app(arguments: Sequence[str], act: Callable[[Settings], int] | None = None) -> int:
    """
    Parse `arguments` with typer, hand the settings to `act` (by default: run the command), and return the exit code.

    Help, the version and usage errors are printed by typer, and end without `act`.
    """
    try:
        _build(act or _execute)(list(arguments), prog_name="monty")
    except SystemExit as ending:
        return ending.code if isinstance(ending.code, int) else USAGE
    return DONE


def _execute(settings: Settings) -> int:
    from monty_cli.cli.entry import perform

    return perform(settings)


class _Overview(TyperGroup):
    """The commands in a list without boxes: with a line to type in, it fits a screen of 24 lines."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.rich_markup_mode = None


def _build(act: Callable[[Settings], int]) -> typer.Typer:
    app = typer.Typer(
        cls=_Overview,
        help=_SUMMARY,
        add_completion=False,
        context_settings=_HELP,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode="rich" if is_terminal(sys.stdout) and is_terminal(sys.stderr) else None,
    )
    app.callback()(_callback())
    for name, command in COMMANDS.items():
        text = f"{command.help}\n\nExample: {command.example}"
        app.command(name, help=text, short_help=command.help, context_settings=_HELP)(_function(name, command, act))
    return app


def _callback() -> Callable[..., None]:
    def keep(context: typer.Context, version: bool, **values: Any) -> None:
        context.obj = values

    version = typer.Option(
        False, "--version", help="Print the version and exit.", is_eager=True, callback=_print_version
    )
    return _with_signature(
        keep, [_parameter("version", bool, version), *(_option(option, hidden=option is DEBUG) for option in GLOBAL)]
    )


def _function(name: str, command: Command, act: Callable[[Settings], int]) -> Callable[..., None]:
    options = (*command.options, *GLOBAL)

    def run(context: typer.Context, **values: Any) -> None:
        settings = Settings(name)
        for option in GLOBAL:
            settings.set(option, context.obj[option.name])
        for option in options:
            settings.set(option, values[option.name])
        if command.argument and values[command.argument] is not None:
            setattr(settings, command.argument, values[command.argument])
        if command.second and values[command.second[0]] is not None:
            setattr(settings, command.second[0], values[command.second[0]])
        raise typer.Exit(act(settings))

    if not command.argument:
        return _with_signature(run, list(map(_option, options)))
    default = None if command.is_optional else ...
    argument = typer.Argument(default, metavar=command.metavar, help=command.argument_help, show_default=False)
    kind = str | None if command.is_optional else str
    arguments = [_parameter(command.argument, kind, argument)]
    if command.second:
        attribute, metavar, text = command.second
        second = typer.Argument(None, metavar=metavar, help=text, show_default=False)
        arguments.append(_parameter(attribute, str | None, second))
    return _with_signature(run, [*arguments, *map(_option, options)])


def _option(option: Option, *, hidden: bool = False) -> inspect.Parameter:
    kind: Any = str | None
    default: Any = None
    if option.kind is FLAG:
        kind, default = bool, False
    elif option.kind is MANY:
        kind = list[str] | None
    elif option.choices:
        kind = Literal[option.choices] | None
    info = typer.Option(
        default, *option.flags, help=option.help, metavar=option.metavar or None, show_default=False, hidden=hidden
    )
    return _parameter(option.name, kind, info)


def _parameter(name: str, kind: Any, info: Any) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=info, annotation=kind)


def _with_signature(function: Callable[..., None], parameters: list[inspect.Parameter]) -> Callable[..., None]:
    """`function` with the signature that typer is to read: the context, then `parameters`."""
    context = inspect.Parameter("context", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)
    everything = [context, *parameters]
    function.__signature__ = inspect.Signature(everything)  # type: ignore[attr-defined]
    function.__annotations__ = {parameter.name: parameter.annotation for parameter in everything}
    return function


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"monty {VERSION}")
        raise typer.Exit(DONE)
