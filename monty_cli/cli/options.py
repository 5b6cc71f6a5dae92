"""The commands and options of `monty`, in one table that drives both parsers.

`parse` is the fast one: it imports nothing and understands exact spellings only. Whatever it does not understand
(`--help`, `--input=x=1`, an unknown flag, a missing argument) it leaves to typer, which reads the same table (`app`),
so that help and errors are typer's. The two must agree on every line that the fast one accepts; a test tries many.
"""

from __future__ import annotations

from monty_cli.cli.settings import (
    FLAG,
    MANY,
    MAX_MEMORY_DEFAULT,
    MAX_OUTPUT_DEFAULT,
    MAX_PAUSES_DEFAULT,
    MAX_TIME_DEFAULT,
    TEXT,
    Command,
    Option,
    Settings,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

COLOR = Option(
    "color",
    ["--color"],
    TEXT,
    "Colour: auto asks the terminal, NO_COLOR.",
    "auto|always|never",
    ("auto", "always", "never"),
)
NO_INPUT = Option("no_input", ["--no-input"], FLAG, "Never ask or read: save. [MONTY_NO_INPUT]")
DEBUG = Option("debug", ["--debug"], FLAG, "Show where monty itself fails.")
OUTPUT_FORMAT = Option(
    "output_format",
    ["--output-format"],
    TEXT,
    "text, or json or jsonl for programs.",
    "FORMAT",
    ("text", "json", "jsonl"),
)
GLOBAL = (COLOR, OUTPUT_FORMAT, NO_INPUT, DEBUG)

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
OUTPUT_OF_BACK = Option(
    "output", ["-o", "--output"], TEXT, "Where the pause is saved (default: the tape's name + .snap).", "SNAP"
)
OUTPUT_OF_REPORT = Option(
    "output", ["-o", "--output"], TEXT, "Where the page is written (default: the tape's name + .html).", "HTML"
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

ANSWER = Option(
    "answers",
    ["--answer"],
    MANY,
    "Answer calls of NAME, or the name itself, by this literal (or :raise Type: message, or ...). Repeat for more, or for the next call.",
    "NAME=LITERAL",
)
ANSWERS = Option(
    "answer_files",
    ["--answers"],
    MANY,
    "Answer by the rules in this file, TOML or JSONL. Repeat for more files.",
    "FILE",
)
FUNCTIONS = Option(
    "functions",
    ["--functions"],
    MANY,
    "Answer by the functions of this Python file, sync or async. It is trusted: it runs outside of the sandbox.",
    "FILE.py",
)
ANSWER_CMD = Option(
    "answer_command",
    ["--answer-cmd"],
    TEXT,
    "Answer by this program, which gets each call as JSON on stdin and writes its answer as JSON.",
    "CMD",
)
RECORD = Option(
    "tape", ["--record"], TEXT, "Write every pause with its answer to this tape, for replay and report.", "TAPE"
)
RULES = (ANSWER, ANSWERS, FUNCTIONS, ANSWER_CMD)

COMMANDS = {
    "run": Command(
        "script",
        "SCRIPT",
        "The Python script, or - to read it from stdin.",
        (INPUT, *RULES, RECORD, *SYSTEM, OUTPUT, SIGN_KEY, *LIMITS, IN_PROCESS),
        "Run a script; at each outside call, ask or read a line of stdin.",
        "monty run orders.py --input region='\"eu\"'",
    ),
    "resume": Command(
        "snapshot",
        "SNAP",
        "A file that run or resume saved.",
        (VALUE, RAISE, FUTURE, *RULES, RECORD, *SYSTEM, OUTPUT_AGAIN, SIGN_KEY, *LIMITS, IN_PROCESS),
        "Go on from a saved pause, with one answer or asking as run does.",
        "monty resume orders.snap --value '[]'",
    ),
    "repl": Command(
        "snapshot",
        "[SNAP]",
        "A file that repl saved; a new session when it is left out.",
        (INPUT_TO_SESSION, *RULES, *SYSTEM, OUTPUT_OF_SESSION, SIGN_KEY, *LIMITS, IN_PROCESS),
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
COMMANDS["history"] = Command(
    "snapshot",
    "TAPE",
    "A tape that --record or :record wrote.",
    (SIGN_KEY,),
    "List the pauses on a tape with their answers.",
    "monty history orders.tape",
)
COMMANDS["back"] = Command(
    "snapshot",
    "TAPE",
    "A tape, or a pause of it: TAPE@3.",
    (OUTPUT_OF_BACK, SIGN_KEY),
    "Save an earlier pause of a tape, to go on from it.",
    "monty back orders.tape 2 -o before.snap",
    second=("other", "[N]", "How many pauses to go back (default: 1)."),
)
COMMANDS["diff"] = Command(
    "snapshot",
    "FILE",
    "A saved pause, or one on a tape: TAPE@3. Of a tape alone, its last two pauses.",
    (SIGN_KEY, IN_PROCESS),
    "Show what changed in the variables between two pauses.",
    "monty diff orders.tape@1 orders.tape@3",
    second=("other", "[FILE]", "The later pause."),
)
COMMANDS["replay"] = Command(
    "snapshot",
    "TAPE",
    "A tape that --record or :record wrote.",
    (INPUT, *RULES, RECORD, *SYSTEM, OUTPUT, SIGN_KEY, *LIMITS, IN_PROCESS),
    "Run a tape again, and tell where the script goes another way.",
    "monty replay orders.tape orders.py",
    second=("script", "[SCRIPT]", "The script as it is now (default: as it was recorded)."),
)
COMMANDS["report"] = Command(
    "snapshot",
    "TAPE",
    "A tape that --record or :record wrote.",
    (OUTPUT_OF_REPORT, SIGN_KEY, IN_PROCESS),
    "Make a page of a tape: calls, answers, variables, differences.",
    "monty report orders.tape -o run.html",
)
COMMANDS["modules"] = Command(
    "module",
    "[NAME]",
    "A module; all modules when it is left out.",
    (),
    "Show which modules scripts may import, or what of one module.",
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
    if len(positional) > bool(command.argument) + bool(command.second) or (not positional and not command.is_optional):
        return None
    if positional:
        setattr(settings, command.argument, positional[0])
    if len(positional) > 1 and command.second:
        setattr(settings, command.second[0], positional[1])
    return settings
