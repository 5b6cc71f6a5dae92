"""The tripwire: what a program must never cause (opening files, imports, making code, starting processes) ends it, should it happen.

The other walls see to it that it does not happen. CPython tells of such events while they happen (`sys.addaudithook`); those on a guest's
greenlet are looked at, and cost nothing else. An event is the guest's unless a function of this package that is meant to cause such events
stands between the guest's own frame and the event: it compiles what `exec` was given, imports a helper, or calls the host. Nor is it the
guest's where code of the host has come in between: a finalizer, a callback of the garbage collector, a tracer.
"""

from __future__ import annotations

import sys
from _thread import _local

from greenlet import getcurrent

from monty_cli.guest.looking import LOOKING
from monty_cli.guest.protocol import is_guest_globals
from monty_cli.machine.errors import guest_error
from monty_cli.machine.finalizers import keep_quiet
from monty_cli.machine.prelude import make_function
from monty_cli.machine.state import ControlError, State
from monty_cli.machine.unshown import keep_warnings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType
    from typing import Any


_EVENTS = frozenset(
    [
        "open",
        "import",
        "exec",
        "compile",
        "sys._getframe",
        "sys._current_frames",
        "sys._current_exceptions",
        "sys.addaudithook",
        "sys.settrace",
        "sys.setprofile",
        "object.__getattr__",
        "object.__setattr__",
        "object.__delattr__",
        "code.__new__",
        "function.__new__",
        "marshal.load",
        "marshal.loads",
        "marshal.dumps",
        "pickle.find_class",
        "mmap.__new__",
        "glob.glob",
        "pty.spawn",
        "signal.pthread_kill",
        "syslog.syslog",
        "webbrowser.open",
        "builtins.breakpoint",
        "builtins.input",
        "cpython.run_command",
        "cpython.run_file",
        "cpython.run_interactivehook",
        "cpython.run_module",
    ]
)
_FAMILIES = (
    "os",
    "socket",
    "subprocess",
    "ctypes",
    "shutil",
    "tempfile",
    "gc",
    "fcntl",
    "resource",
    "sqlite3",
    "urllib",
    "_thread",
)

# Ours, by module and name, which do more than import and look at frames: they compile, or call code of the host.
_ENTRIES = frozenset(
    {
        ("monty_cli.machine.growing", "new_piece"),
        ("monty_cli.machine.growing", "check_source"),
        ("monty_cli.machine.state", "HostFunction.__call__"),
        ("monty_cli.machine.state", "State.function"),
        ("monty_cli.machine.finalizers", "_Filter.__call__"),  # the host's own hook
        ("monty_cli.machine.suspended", "forget_warnings.<locals>.warn_of_others"),
        ("monty_cli.machine.namespace", "import_for_host"),
        ("monty_cli.machine.traces", "trace_text"),
        ("monty_cli.guest.type_parameters", "_maker_of.<locals>.make"),
        ("monty_cli.guest.modules", "Modules.load"),
        ("monty_cli.guest.builtins", "_bound.<locals>.version"),
        ("monty_cli.guest.builtins", "_bound.<locals>.write_text"),
        ("monty_cli.guest.zones", "ZoneInfo.__new__"),
        ("monty_cli.guest.zones", "zone_names"),
        ("monty_cli.guest.date_parsing", "_parser"),
        ("monty_cli.guest.helpers.ast", "literal_value"),  # these three parse, and compile nothing
        ("monty_cli.guest.helpers.functools", "annotated_types"),
        ("monty_cli.guest.helpers.inspect", "parameters"),
        ("monty_cli.guest.helpers.typing_hints", "annotation_tree"),
        # What C calls for `T | "text"` and `tuple[T]["text"]`: it compiles the text, and nothing of it runs.
        ("typing", "_make_union"),
        ("typing", "_typevar_subst"),
        ("typing", "_paramspec_subst"),
        ("typing", "_paramspec_prepare_subst"),
        ("typing", "_typevartuple_prepare_subst"),
        ("typing", "_generic_class_getitem"),
        ("encodings", "search_function"),  # a codec's own module, for `str.encode`, also where a codec needs another
    }
)
_TRUSTED = ("monty_cli.", "encodings.")  # codecs call each other
_LOOKS = frozenset(
    (
        "gc.get_referents",
        "sys._getframe",
        "object.__getattr__",
        "object.__setattr__",
        "object.__delattr__",
        "code.__new__",
        "function.__new__",
    )
)
# Makes one function of the prelude, of many: whoever calls it, it causes nothing else.
_MAKER = make_function.__code__
_installed: list[object] = []


class _Here(_local):
    """Whether this thread is looking at an event."""

    looking = False


_here = _Here()


class ForbiddenError(ControlError):
    """Ends a program that was about to cause what no program may; the text names the event."""


def stand() -> None:
    """Put up the walls of the process before a program runs: the tripwire, which CPython can't take off, quiet finalizers and warnings."""
    keep_quiet()
    keep_warnings()
    if not _installed:
        _installed.append(True)
        sys.addaudithook(_hook)


def check_forbidden(state: State) -> None:
    """Raise the error of a program that has been ended because of an event, as GuestError; do nothing for others."""
    if state.forbidden is not None:
        text = f"the script has been ended: it was about to cause {state.forbidden!r}, which no script can. Please report this script"
        raise guest_error(PermissionError(text), state.program, {})


def _hook(event: str, args: tuple[Any, ...]) -> None:
    if event == "builtins.id" or LOOKING.on or (event not in _EVENTS and event.partition(".")[0] not in _FAMILIES):
        return  # first what is by far the most frequent; a helper that looks at code or frames causes nothing else meanwhile
    try:
        state = getattr(getcurrent(), "state", None)
    except RuntimeError:  # the process ends
        return
    if type(state) is not State or _here.looking:  # to look at frames is an event itself
        return
    _here.looking = True
    try:
        frame = sys._getframe(1)
        found = (
            not (event in _LOOKS and _is_within_ours(frame)) and frame.f_code is not _MAKER and _is_guests(event, frame)
        )
    finally:
        _here.looking = False
    if found:
        state.close()
        state.forbidden = event
        raise ForbiddenError(event)


def _is_within_ours(frame: FrameType | None) -> bool:
    """Tell whether functions of ours, and no others, stand between the guest's own frame and `frame`: what `_is_guests` finds, sooner."""
    ours = False
    while frame is not None:
        names = frame.f_globals  # to read `f_code` would be an event of its own
        if is_guest_globals(names):
            return ours
        module = names.get("__name__")
        if type(module) is not str or not module.startswith("monty_cli."):
            return False
        ours = True
        frame = frame.f_back
    return False


def _is_guests(event: str, frame: FrameType | None) -> bool:
    """Tell whether an event that happens in `frame` is the guest's doing."""
    looks = event in _LOOKS and frame is not None and _is_ours(frame)
    imports = event == "import"
    ours = entered = (
        False  # of the functions that are called one by the other from the guest's own, outermost last: they are ours; one is meant
    )
    while frame is not None:
        if is_guest_globals(frame.f_globals):
            return not (entered or (ours and (imports or looks)))
        if _is_hosts(frame):
            return False
        imports = imports or frame.f_code.co_name == "_find_and_load"
        entry = (frame.f_globals.get("__name__"), frame.f_code.co_qualname) in _ENTRIES
        ours = entry or _is_ours(frame)
        entered = ours and (entered or entry)
        frame = frame.f_back
    return False


def _is_ours(frame: FrameType) -> bool:
    module = frame.f_globals.get("__name__")
    return type(module) is str and module.startswith(_TRUSTED)


def _is_hosts(frame: FrameType) -> bool:
    """Tell whether code of the host runs in `frame`, which is not the guest's: not ours and not Python's, or a finalizer of Python's."""
    module = frame.f_globals.get("__name__")
    if type(module) is not str:
        return False
    if module.partition(".")[0] in _KNOWN:
        return frame.f_code.co_qualname in _FINALIZERS or frame.f_code.co_name == "__del__"
    return True


_KNOWN = sys.stdlib_module_names | {"monty_cli"}
_FINALIZERS = frozenset({"finalize.__call__", "_remove"})
