"""The state of one run: the namespaces, the greenlet, and the records that wait outside of it.

The greenlet never refers to the `Run` that drives it, so that dropping the run drops the greenlet. Before that happens the program is
closed: `@live` turns false and `@Control` matches everything, so that the guest's handlers and `finally` blocks let the greenlet's
end pass without running any code of the guest.
"""

from __future__ import annotations

from _thread import _local
from _weakref import ref
from sys import is_finalizing
from types import MethodType

from greenlet import GreenletExit, getcurrent, greenlet

from monty_cli.guest.protocol import dict_of, find, mro_of
from monty_cli.machine.chains import related
from monty_cli.machine.events import CallPause, FuturePause, Interrupted, Later, NamePause, Raise, Return, Settle

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FunctionType
    from typing import Any

    from monty_cli.guest.modules import Modules
    from monty_cli.machine.events import Outcome
    from monty_cli.machine.meter import Meter
    from monty_cli.machine.program import Program
    from monty_cli.machine.records import Record


CALLS = "@calls"
"""The list of the calls whose results come later, among the run's builtins."""

LOOPS = "@loops"
"""The list of the event loop that runs, if one does, among the run's builtins."""


READ = "__getattribute__"
"""The method as whose call a property of a host object is read."""


class ControlError(BaseException):
    """Base of exceptions by which the machine ends a program; guest code can't catch them."""


class HostAskedError(ControlError):
    """Ends code of the guest's that asks the host while keys are hashed again."""


class InterruptedGuestError(ControlError):
    """Ends a program whose host does not want it any more."""


CONTROL = (GreenletExit, ControlError)
"""What passes through the guest's handlers while it runs."""


class Ended:
    """How the greenlet ended: with `value`, or with `error`.

    `texts` has, by id, the texts of those exceptions around `error` whose classes are the guest's and make their text themselves.
    """

    __slots__ = ("error", "texts", "value")

    def __init__(self, value: object, error: BaseException | None, texts: dict[int, str] | None = None) -> None:
        self.value = value
        self.error = error
        self.texts = texts or {}


class GuestGreenlet(greenlet):
    """A greenlet that runs guest code; `state` is its run's."""

    state: State


class State:
    """What the code of one run shares.

    Attributes:
        program: the program.
        builtins: the run's builtins, hidden names among them.
        globals: the script's namespace.
        waiting: records outside of the greenlet's frames, innermost first.
        current: what the greenlet runs outermost: the module's function, a record that the driver continues, or a prelude function.
        hosts: host functions by name.
        meter: what the run may use and has used, `None` when it has no limits.
        methods: methods of host objects by name.
        properties: those of host objects by name.
        modules: the modules of the guest's library that the run has imported.
        calls: how many host calls were made.
        generators: the async generators that have begun, in that order.
        ending: the program has ended with an error whose text is being made; nothing may pause any more.
        forbidden: what the program was about to cause though no program may, see `audit`; it has ended then.
        rehashing: code of the guest's hashes the keys of a loaded run again; nothing may pause.
        write: where the guest's output goes.
        thread: the token of the thread to which the greenlet belongs.
    """

    __slots__ = (
        "builtins",
        "calls",
        "current",
        "ending",
        "forbidden",
        "generators",
        "globals",
        "hosts",
        "meter",
        "methods",
        "modules",
        "program",
        "properties",
        "rehashing",
        "thread",
        "waiting",
        "write",
    )

    def __init__(self, program: Program, write: Callable[[str, str], None]) -> None:
        self.program = program
        self.builtins: dict[str, Any] = {}
        self.globals: dict[str, Any] = {}
        self.waiting: list[Record] = []
        self.current: Record | FunctionType | None = None
        self.hosts: dict[str, HostFunction] = {}
        self.methods: dict[str, HostMethod] = {}
        self.properties: dict[str, property] = {}
        self.meter: Meter | None = None
        self.modules: Modules
        self.calls = 0
        self.ending = False
        self.forbidden: str | None = None
        self.generators: list[ref[Any]] = []
        self.rehashing = False
        self.write = write
        self.thread = thread_token()

    def host(self, name: str) -> HostFunction:
        """Return the host function `name` of this run."""
        found = self.hosts.get(name)
        if found is None:
            found = self.hosts[name] = HostFunction(name)
        return found

    def host_method(self, name: str) -> HostMethod:
        """Return what stands for the method `name` in all classes of the host's."""
        found = self.methods.get(name)
        if found is None:
            found = self.methods[name] = HostMethod(name)
        return found

    def host_property(self, name: str) -> property:
        """Return what stands for the property `name` in all classes of the host's."""
        found = self.properties.get(name)
        if found is None:
            found = self.properties[name] = property(HostGetter(name), doc="")
        return found

    def visible_globals(self) -> dict[str, Any]:
        """Return the script's global variables as the guest sees them."""
        return {
            name: value
            for name, value in self.globals.items()
            if type(value) is not Unknown and "@" not in name and not (name.startswith("__") and name.endswith("__"))
        }

    def function(self, name: str) -> Any:
        """Return the builtin or prelude function `name` of this run; `None` when there is none."""
        from monty_cli.machine.namespace import builtin

        return builtin(self, name)

    def close(self, ends: Callable[[], bool] = is_finalizing) -> None:
        """Make sure that no more code of the guest runs; where the process `ends`, its finalizers have been taken off already."""
        names = self.builtins
        names["@live"] = False
        names["@Control"] = BaseException
        if names.get("@types") and not ends():
            from monty_cli.machine.finalizers import disarm

            disarm()

    def open(self) -> None:
        """Let code of the guest run again, for the next feed of a session."""
        self.builtins["@live"] = True
        self.builtins["@Control"] = CONTROL
        self.ending = False


class _Token(_local):
    """Has in each thread an object of its own: the ids of threads are used again, these are not."""

    def __init__(self) -> None:
        self.token = object()


_token = _Token()


def thread_token() -> object:
    """Return the object that stands for the thread that calls."""
    return _token.token


def current_state() -> State:
    """Return the state of the program that is running; RuntimeError outside of any."""
    state = running_state()
    if state is None:
        raise RuntimeError("this belongs to a program, and none is running")
    return state


def running_state() -> State | None:
    """Return the state of the program that is running, `None` outside of any."""
    try:
        return getattr(getcurrent(), "state", None)
    except RuntimeError:  # the process ends, and drops what it has left
        return None


def pause(event: object) -> Any:
    """Hand `event` to whoever runs the program, and return the value with which it goes on, or raise its exception."""
    current = getcurrent()
    state: State = current.state  # type: ignore[attr-defined]
    if state.rehashing:
        raise HostAskedError
    if not state.builtins["@live"]:  # C has swallowed what ends a program that is dropped
        raise GreenletExit
    if state.ending:
        raise RuntimeError("the program has ended: nothing can be asked of the host any more")
    if state.meter is not None:
        state.meter.ask()
    parent = current.parent
    assert parent is not None
    del current  # a suspended frame that knew its own greenlet would keep it for ever
    outcome = parent.switch(event)
    if type(outcome) is Raise:
        try:
            raise outcome.taken()
        finally:
            del outcome, event  # the traceback keeps this frame, which must not keep the exception
    return outcome.value if isinstance(outcome, Return) else given(state, event, outcome)


def interrupt(state: State) -> bool:
    """Hand control to whoever runs the program, from a handler of a signal that came while it ran; False if it does not run just now.

    The program goes on, or raises an exception where it was interrupted, as the host decides.
    """
    current = getcurrent()
    if running_state() is not state or state.rehashing or state.ending or not state.builtins["@live"]:
        return False
    parent = current.parent
    if parent is None:
        return False
    del current  # as in `pause`
    outcome = parent.switch(Interrupted())
    if type(outcome) is Raise:
        try:
            raise outcome.taken()
        finally:
            del outcome
    return True


def given(state: State, event: Any, outcome: Outcome) -> Any:
    """Return what the program gets for an outcome that takes code of its library: a coroutine, or settled calls."""
    if type(outcome) is Later:
        return state.function("@left")(event.call_id, event.name, event.args, event.kwargs)
    assert type(outcome) is Settle
    calls = {call.number: call for call in state.builtins[CALLS] if type(call.number) is int}
    return [(calls[number], _pair(result)) for number, result in outcome.results.items()]


def _pair(result: Return | Raise) -> tuple[str, object]:
    return ("error", result.taken()) if isinstance(result, Raise) else ("value", result.value)


class HostFunction:
    """A function of the host as the guest sees it: calling it pauses the program, or runs the host's callable under `run()`.

    `function` is a callable that answers directly, or `None`.
    """

    __slots__ = ("function", "name")

    def __init__(self, name: str, function: Callable[..., object] | None = None) -> None:
        self.name = name
        self.function = function

    def __call__(self, /, *args: object, **kwargs: object) -> object:
        """Call the host."""
        function = self.function
        if function is not None:
            return function(*args, **kwargs)
        state = current_state()
        kind = type(self)
        name = self.name
        if kind is HostMethod:
            check_receiver(name, self, args)
        elif kind is HostGetter:
            check_owner(name, self, args)
            name, args = READ, (*args, name)
        number = state.calls
        state.calls = number + 1
        return pause(
            CallPause(name, args, kwargs, number, kind is OsFunction, kind is HostMethod or kind is HostGetter)
        )

    def __getattr__(self, name: str) -> str:
        """Have the names of a function, by which CPython's error texts call it."""
        if name == "__name__" or name == "__qualname__":
            return self.name
        raise AttributeError(f"'function' object has no attribute {name!r}", name=name, obj=self)

    def __repr__(self) -> str:
        return f"<function {self.name}>"


class OsFunction(HostFunction):
    """A function of the operating system, which the host answers like any other."""

    __slots__ = ()


class HostMethod(HostFunction):
    """A method of the host's objects, in the class that stands for theirs: calling it pauses the program, the object first."""

    __slots__ = ()

    def __get__(self, obj: object, cls: object = None) -> object:
        return self if obj is None else MethodType(self, obj)


class HostGetter(HostFunction):
    """Reads a property of the host's objects, for the `property` in the class that stands for theirs.

    It pauses as a call of the object's `__getattribute__` with the name: what answers calls of methods answers it, too.
    """

    __slots__ = ()


def check_receiver(name: str, method: object, args: tuple[object, ...]) -> None:
    """Raise TypeError unless the first of `args` is an object that has `method` by its name."""
    if not args or not any(dict_of(owner).get(name) is method for owner in mro_of(type(args[0]))):
        got = type(args[0]).__name__ if args else "nothing"
        raise TypeError(f"the method {name!r} of a host object can't be called on {got!r}")


def check_owner(name: str, getter: object, args: tuple[object, ...]) -> None:
    """Raise TypeError unless `args` is one object whose class has a property `name` that `getter` reads."""
    found = [dict_of(owner).get(name) for owner in (mro_of(type(args[0])) if len(args) == 1 else ())]
    if not any(type(item) is property and item.fget is getter for item in found):
        raise TypeError(f"the property {name!r} of a host object can't be read from anything else")


class Block:
    """Called by the library's event loop when no task is ready: waits for answers to pending calls."""

    __slots__ = ()

    def __call__(self) -> object:
        """Return the settled calls with their outcomes."""
        state = current_state()
        return pause(FuturePause(tuple(state.function("@pending_numbers")())))


class Unknown(HostFunction):
    """What stands in the script's namespace for a name that is called though nothing defines it."""

    __slots__ = ()


for _function in (HostFunction, OsFunction, HostMethod, HostGetter, Unknown):
    _function.__module__ = "builtins"  # as error texts have it
    _function.__name__ = _function.__qualname__ = "function"


def look_up(name: str) -> Any:
    """Return the value of a name that the program does not define; pauses when the host has not given one yet."""
    state = current_state()
    value = state.globals.get(name, look_up)
    if value is look_up or type(value) is Unknown:
        return pause(NamePause(name))
    return value


RELIEF: list[Callable[[], object]] = []
"""What gives this process some memory back that it has kept, when a program has taken all that there is."""


def run_to_end(thunk: Callable[[], object]) -> Ended:
    """Run `thunk` as a greenlet's whole work."""
    try:
        return Ended(thunk(), None)
    except GreenletExit as error:
        return Ended(None, error)
    except BaseException as error:
        if type(error) is MemoryError and RELIEF:
            RELIEF[0]()
        return Ended(None, error, _texts(error))


def _texts(error: BaseException) -> dict[int, str]:
    """Let the guest's exception classes make their texts, while the program still runs; they can't call the host any more."""
    state = current_state()
    state.ending = True
    found: dict[int, str] = {}
    for exc in related(error):
        if find(type(exc), "__str__")[1] and state.builtins["@live"]:
            try:
                found[id(exc)] = state.function("@text")(exc)
            except BaseException:
                found[id(exc)] = "<exception str() failed>"
    return found
