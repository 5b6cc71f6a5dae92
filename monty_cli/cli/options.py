"""The commands and options of `monty`, in one table that drives both parsers.

`parse` is the fast one: it imports nothing and understands exact spellings only. Whatever it does not understand
(`--help`, `--input=x=1`, an unknown flag, a missing argument) it leaves to typer, which reads the same table (`app`),
so that help and errors are typer's. The two must agree on every line that the fast one accepts; a test tries many.
"""

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
    """One command: its single positional argument (a `Settings` attribute, perhaps optional, '' for none), its options, and its help."""

    __slots__ = ("argument", "argument_help", "example", "help", "is_optional", "metavar", "options")

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
    ) -> None:
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
        "clock",
        "color",
        "command",
        "debug",
        "env",
        "exception",
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
        "output",
        "script",
        "sign_key",
        "snapshot",
        "value",
    )

    def __init__(self, command: str) -> None:
        self.command = command
        self.script = ""
        self.snapshot = ""
        self.module = ""
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


COLOR = Option(
    "color",
    ["--color"],
    TEXT,
    "Colour in what is shown: auto asks the terminal, NO_COLOR and FORCE_COLOR.",
    "auto|always|never",
    ("auto", "always", "never"),
)
NO_INPUT = Option(
    "no_input", ["--no-input"], FLAG, "Never ask and never read answers: save at the first pause. [MONTY_NO_INPUT]"
)
DEBUG = Option("debug", ["--debug"], FLAG, "Show the Python traceback of a defect in monty itself. [MONTY_DEBUG]")
GLOBAL = (COLOR, NO_INPUT, DEBUG)

INPUT = Option(
    "inputs", ["--input", "-i"], MANY, "Give the script a value under a name. Repeat for more names.", "NAME=LITERAL"
)
MOUNT = Option(
    "mounts",
    ["--mount"],
    MANY,
    "Give the script a folder under a path of its own: ro to read (the default), rw to change, overlay to keep changes in memory. "
    "Repeat for more folders.",
    "HOST::GUEST[::ro|rw|overlay]",
)
ENV = Option(
    "env",
    ["--env"],
    MANY,
    "Set a variable of the script's environment, which has no others. Repeat for more.",
    "NAME=VALUE",
)
CLOCK = Option(
    "clock",
    ["--clock"],
    TEXT,
    "Answer questions for the time: by the real clock, or from a fixed time on (UTC).",
    "real|ISO-TIME",
)
SYSTEM = (MOUNT, ENV, CLOCK)
SIGN_KEY = Option(
    "sign_key",
    ["--sign-key"],
    TEXT,
    "Sign what is saved by the key in this file, and load only what is signed by it. [MONTY_SIGN_KEY: the key itself]",
    "FILE",
)
MAX_TIME = Option(
    "max_time",
    ["--max-time"],
    TEXT,
    "How long the script's own code may run; pauses and prompts don't count. Of a session: each piece. "
    f"(default: {MAX_TIME_DEFAULT})",
    "SECONDS|none",
)
MAX_MEMORY = Option(
    "max_memory",
    ["--max-memory"],
    TEXT,
    f"How much memory the script may take. (default: {MAX_MEMORY_DEFAULT})",
    "SIZE|none",
)
MAX_OUTPUT = Option(
    "max_output",
    ["--max-output"],
    TEXT,
    f"How much text the script may print. Of a session: each piece. (default: {MAX_OUTPUT_DEFAULT})",
    "SIZE|none",
)
MAX_PAUSES = Option(
    "max_pauses",
    ["--max-pauses"],
    TEXT,
    f"How many outside calls the script may make. Of a session: each piece. (default: {MAX_PAUSES_DEFAULT})",
    "N|none",
)
MAX_RECURSION = Option(
    "max_recursion",
    ["--max-recursion"],
    TEXT,
    "How many calls of the script's functions may be under way inside each other. (default: none, so that Python's own limit holds)",
    "N|none",
)
LIMITS = (MAX_TIME, MAX_MEMORY, MAX_OUTPUT, MAX_PAUSES, MAX_RECURSION)
IN_PROCESS = Option(
    "in_process",
    ["--in-process"],
    FLAG,
    "Run the script in this process instead of a worker process that can be killed: for scripts that you trust.",
)
OUTPUT = Option(
    "output", ["-o", "--output"], TEXT, "Where a pause is saved (default: the script's name + .snap).", "SNAP"
)
OUTPUT_AGAIN = Option(
    "output", ["-o", "--output"], TEXT, "Where the next pause is saved (default: SNAP itself).", "SNAP"
)
INPUT_TO_SESSION = Option(
    "inputs",
    ["--input", "-i"],
    MANY,
    "Bind a value to a name before the first piece. Repeat for more names.",
    "NAME=LITERAL",
)
OUTPUT_OF_SESSION = Option(
    "output",
    ["-o", "--output"],
    TEXT,
    "Where :save and a pause that is left save (default: SNAP itself, or session.snap).",
    "PATH",
)
VALUE = Option(
    "value",
    ["--value"],
    TEXT,
    "Answer with this Python literal (... leaves the call pending), then stop at the next pause.",
    "LITERAL",
)
RAISE = Option(
    "exception",
    ["--raise"],
    TEXT,
    "Answer with an exception, then stop at the next pause. Of several pending calls: 'ID TYPE: MESSAGE'.",
    "'TYPE: MESSAGE'",
)
FUTURE = Option(
    "futures",
    ["--future"],
    MANY,
    "Give a pending call its result, then stop at the next pause. Repeat for more calls; they are settled in this order.",
    "ID=LITERAL",
)

COMMANDS = {
    "run": Command(
        "script",
        "SCRIPT",
        "The Python script, or - to read it from stdin.",
        (INPUT, *SYSTEM, OUTPUT, SIGN_KEY, *LIMITS, IN_PROCESS),
        "Run a script; at each outside call, ask for the answer or take the next line of stdin.",
        "monty run orders.py --input region='\"eu\"'",
    ),
    "resume": Command(
        "snapshot",
        "SNAP",
        "A file that run or resume saved.",
        (VALUE, RAISE, FUTURE, *SYSTEM, OUTPUT_AGAIN, SIGN_KEY, *LIMITS, IN_PROCESS),
        "Go on from a saved pause: with one answer to the next pause, or asking as run does.",
        "monty resume orders.snap --value '[]'",
    ),
    "repl": Command(
        "snapshot",
        "[SNAP]",
        "A file that repl saved; a new session when it is left out.",
        (INPUT_TO_SESSION, *SYSTEM, OUTPUT_OF_SESSION, SIGN_KEY, *LIMITS, IN_PROCESS),
        "Feed a session piece by piece, at a prompt or from stdin.",
        "monty repl --mount data::/data",
        is_optional=True,
    ),
    "show": Command(
        "snapshot",
        "SNAP",
        "A file that run, resume or repl saved.",
        (SIGN_KEY,),
        "Show what a saved pause waits for, with the locals of each frame.",
        "monty show orders.snap",
    ),
}
COMMANDS["modules"] = Command(
    "module",
    "[NAME]",
    "A module; all modules when it is left out.",
    (),
    "Show which modules of the standard library scripts have, or what of one module, and why not the rest.",
    "monty modules json",
    is_optional=True,
)


COMMANDS["doctor"] = Command(
    "",
    "",
    "",
    (),
    "Show which walls stand around scripts on this machine.",
    "monty doctor",
    is_optional=True,
)


def parse(arguments: Sequence[str]) -> Settings | None:
    """The settings for `COMMAND` followed by exact flags and one argument, or None: typer's turn."""
    command = COMMANDS.get(arguments[0]) if arguments else None
    if command is None:
        return None
    settings = Settings(arguments[0])
    by_flag = {flag: option for option in (*command.options, *GLOBAL) for flag in option.flags}
    positional: list[str] = []
    many: dict[str, list[str]] = {}
    rest = iter(arguments[1:])
    for word in rest:
        option = by_flag.get(word)
        if option is None:
            if word.startswith("-") and word != "-":
                return None
            positional.append(word)
        elif option.kind is FLAG:
            settings.set(option, True)
        else:
            value = next(rest, None)
            if value is None or (option.choices and value not in option.choices):
                return None
            if option.kind is MANY:
                value_list = many.setdefault(option.name, [])
                value_list.append(value)
                settings.set(option, value_list)
            else:
                settings.set(option, value)
    if len(positional) > bool(command.argument) or (not positional and not command.is_optional):
        return None
    if positional:
        setattr(settings, command.argument, positional[0])
    return settings
