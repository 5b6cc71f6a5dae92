"""What a command line is made of: options, commands, and the settings that both parsers fill."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

FLAG, TEXT, MANY = "flag", "text", "many"

# What scripts may use unless the options say otherwise.
MAX_TIME_DEFAULT = "60s"
MAX_MEMORY_DEFAULT = "1G"
MAX_OUTPUT_DEFAULT = "64M"
MAX_PAUSES_DEFAULT = "100000"


class Option:
    """One option: the `Settings` attribute it sets, its spellings, how many values it takes, and its help."""

    __slots__ = ("choices", "flags", "help", "kind", "metavar", "name")

    def __init__(
        self, name: str, flags: Sequence[str], kind: str, help: str, metavar: str = "", choices: Sequence[str] = ()
    ) -> None:
        self.name = name
        self.flags = tuple(flags)
        self.kind = kind
        self.help = help
        self.metavar = metavar
        self.choices = tuple(choices)


class Command:
    """
    One command: its positional argument (a `Settings` attribute, perhaps optional, '' for none), its options, and its help.

    `second` is the `Settings` attribute, metavar and help of another argument, which may be left out; None where there is none.
    """

    __slots__ = ("argument", "argument_help", "example", "help", "is_optional", "metavar", "options", "second")

    def __init__(
        self,
        argument: str,
        metavar: str,
        argument_help: str,
        options: Sequence[Option],
        help: str,
        example: str,
        *,
        is_optional: bool = False,
        second: tuple[str, str, str] | None = None,
    ) -> None:
        self.second = second
        self.argument = argument
        self.is_optional = is_optional
        self.metavar = metavar
        self.argument_help = argument_help
        self.options = tuple(options)
        self.help = help
        self.example = example


class Settings:
    """What the command line asked for. An option that a command does not have keeps its default here."""

    __slots__ = (
        "answer_command",
        "answer_files",
        "answers",
        "clock",
        "color",
        "command",
        "debug",
        "env",
        "exception",
        "functions",
        "futures",
        "in_process",
        "inputs",
        "max_memory",
        "max_output",
        "max_pauses",
        "max_recursion",
        "max_time",
        "module",
        "mounts",
        "no_input",
        "other",
        "output",
        "output_format",
        "script",
        "sign_key",
        "snapshot",
        "tape",
        "value",
    )

    def __init__(self, command: str) -> None:
        self.command = command
        self.script = ""
        self.snapshot = ""
        self.module = ""
        self.other: str | None = None
        self.answers: tuple[str, ...] = ()
        self.answer_files: tuple[str, ...] = ()
        self.functions: tuple[str, ...] = ()
        self.answer_command: str | None = None
        self.tape: str | None = None
        self.output_format: str | None = None
        self.inputs: tuple[str, ...] = ()
        self.output: str | None = None
        self.value: str | None = None
        self.exception: str | None = None
        self.futures: tuple[str, ...] = ()
        self.mounts: tuple[str, ...] = ()
        self.env: tuple[str, ...] = ()
        self.clock: str | None = None
        self.sign_key: str | None = None
        self.color: str | None = None
        self.max_time = MAX_TIME_DEFAULT
        self.max_memory = MAX_MEMORY_DEFAULT
        self.max_output = MAX_OUTPUT_DEFAULT
        self.max_pauses = MAX_PAUSES_DEFAULT
        self.max_recursion = "none"
        self.no_input = False
        self.in_process = False
        self.debug = False

    def set(self, option: Option, value: object) -> None:
        """Set what `option` names; None, False and an empty list mean that it was not given."""
        if isinstance(value, (list, tuple)):
            value = tuple(value) or None
        if value is not None and value is not False:
            setattr(self, option.name, value)
