"""`Monty`: a script, parsed and compiled once, that runs any number of times.

`run()` runs it to its end, with the host's functions called directly. `start()` runs it to its first pause; from there
on the snapshots have the word. Every run begins afresh: runs share nothing that the script could change.
"""

from __future__ import annotations

from monty_cli import codec, machine
from monty_cli.errors import MontyError
from monty_cli.execution import Execution
from monty_cli.limits import check_limits
from monty_cli.snapshots import check_bytes
from monty_cli.values import Registry, property_names
from monty_cli.worker import RemoteScript

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NoReturn

    from monty_cli.limits import ResourceLimits
    from monty_cli.os_access.handling import Handlers
    from monty_cli.snapshots import PrintCallback, Snapshot
    from monty_cli.values import Function
    from monty_cli.worker.pool import PooledWorker


class Monty:
    """A script that is ready to run. `code`, `script_name` and `inputs` are as given; they can't be changed."""

    __slots__ = ("__weakref__", "_program", "_registry")
    _program: machine.Program | RemoteScript
    _registry: Registry

    def __init__(
        self,
        code: str,
        *,
        script_name: str = "main.py",
        inputs: list[str] | None = None,
        dataclass_registry: list[type] | None = None,
        isolate: bool | PooledWorker = False,
    ) -> None:
        """Parse and compile `code`.

        `script_name` is how tracebacks name the script, `inputs` lists the variables that `run()` and `start()` will be
        given, `dataclass_registry` the dataclasses (enums, named tuples) as whose instances the script's results may come out.
        With `isolate`, it is compiled and runs in worker processes, a fresh one for each run: no code and no object of the script is in
        this process then, and a MontyCrashedError says that a worker has died.
        Raises MontySyntaxError if the script can't be compiled, TypeError or ValueError for bad arguments.
        """
        _check("code", code, str)
        _check("script_name", script_name, str)
        registry = Registry(dataclass_registry)
        object.__setattr__(self, "_program", _compiled(code, script_name, inputs, registry, isolate, False))
        object.__setattr__(self, "_registry", registry)

    def __init_subclass__(cls) -> NoReturn:
        raise TypeError("type 'Monty' is not an acceptable base type")

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"attribute {name!r} of 'Monty' objects is not writable")

    @property
    def code(self) -> str:
        """Return the script's text."""
        return self._program.source

    @property
    def script_name(self) -> str:
        """Return the name of the script."""
        return self._program.script_name

    @property
    def inputs(self) -> list[str]:
        """Return the names of the inputs."""
        return list(self._program.inputs)

    def register_dataclass(self, cls: type) -> None:
        """Let instances of the dataclass `cls` come out of this script's runs as what they are; TypeError for other classes."""
        self._registry.add(cls, "argument 'cls'")

    def run(
        self,
        *,
        inputs: dict[str, Any] | None = None,
        limits: ResourceLimits | None = None,
        external_functions: dict[str, Function] | None = None,
        print_callback: PrintCallback | None = None,
        os: Handlers | None = None,
    ) -> Any:
        """Run the script to its end and return its result.

        `inputs` has a value for each declared input. `limits` says how much the script may use (see `ResourceLimits`): one that goes
        beyond ends, whatever handlers it has, with a TimeoutError or MemoryError that tells the limit.
        `external_functions` maps names to the functions that the script may call; a name that is a builtin's stays the builtin.
        `print_callback(stream, text)` gets what the script prints; without it, that goes to stdout. `os` answers the system calls: an
        `AbstractOS`, a callable that is given name, args
        and kwargs, or a list of such, which are asked in turn; what none of them answers is a NotImplementedError for the script.
        Raises MontyRuntimeError for an exception that the script doesn't catch and for a limit that is reached, TypeError or KeyError
        for bad inputs, TypeError or ValueError for bad limits.
        """
        from monty_cli.os_access.handling import check_handlers
        from monty_cli.running import run_sync

        functions = check_functions(external_functions)
        handlers = check_handlers(os)
        execution = self._execution(print_callback, limits, direct=True)
        guest_inputs = execution.to_guest(self._check_inputs(inputs), "inputs")
        event = execution.start(guest_inputs, {name: execution.bridge(functions[name], name) for name in functions})
        return run_sync(execution, event, handlers)

    async def run_async(
        self,
        *,
        inputs: dict[str, Any] | None = None,
        limits: ResourceLimits | None = None,
        external_functions: dict[str, Function] | None = None,
        print_callback: PrintCallback | None = None,
        os: Handlers | None = None,
    ) -> Any:
        """Run the script to its end beside the running event loop, and return its result.

        Arguments and errors are as for `run()`, but functions may be `async`: they run side by side on the event loop while
        the script goes on until it needs a result. Functions are called on the loop's thread; the script runs, and prints,
        on a thread of its own, where `os` answers its system calls too; what an async one returns is awaited on the loop. When the
        awaiting task is cancelled, the script is ended.
        """
        from monty_cli.os_access.handling import check_handlers
        from monty_cli.running import AsyncRun

        functions = check_functions(external_functions)
        execution = self._execution(print_callback, limits)
        run = AsyncRun(execution, check_handlers(os))
        guest_inputs = run.to_guest(self._check_inputs(inputs), "inputs")
        return await run.run(lambda: execution.start(guest_inputs, run.noted_all(functions)))

    def start(
        self,
        *,
        inputs: dict[str, Any] | None = None,
        limits: ResourceLimits | None = None,
        print_callback: PrintCallback | None = None,
    ) -> Snapshot:
        """Run the script to its first pause, or to its end; arguments and errors as for `run()`.

        Limits and what is used of them go with the snapshots, also into their bytes.
        """
        execution = self._execution(print_callback, limits)
        guest_inputs = execution.to_guest(self._check_inputs(inputs), "inputs")
        return execution.snapshot(execution.start(guest_inputs, {}))

    def dump(self, *, key: bytes | None = None) -> bytes:
        """Return the script as bytes, for `Monty.load()`, signed if there is a `key`."""
        program = self._program
        header = {"kind": "program", "script_name": program.script_name, "source": program.source}
        return codec.sign(codec.write({**header, "inputs": list(program.inputs)}, b""), key)

    @staticmethod
    def load(
        data: bytes,
        *,
        dataclass_registry: list[type] | None = None,
        key: bytes | None = None,
        isolate: bool | PooledWorker = False,
    ) -> Monty:
        """Load a script from the bytes of its `dump()`; with a `key`, only one that is signed by it. `isolate` is that of `Monty`.

        Raises ValueError for bytes that are not an intact script, or not signed by the key, TypeError for other arguments.
        """
        header: dict[str, Any] = codec.read(check_bytes(data), key)[0]
        if header.get("kind") != "program":
            raise ValueError("these bytes hold a snapshot, not a program: load them with load_snapshot()")
        try:
            code, script_name, inputs = header["source"], header["script_name"], header["inputs"]
            return Monty(
                code, script_name=script_name, inputs=inputs, dataclass_registry=dataclass_registry, isolate=isolate
            )
        except (KeyError, TypeError, MontyError) as error:
            raise ValueError(f"these bytes hold a program that can't be used: {error}") from None

    def _execution(
        self, print_callback: PrintCallback | None, limits: ResourceLimits | None, *, direct: bool = False
    ) -> Execution:
        checked, program = check_limits(limits), self._program
        if isinstance(program, RemoteScript):
            return program.execution(print_callback, checked, self._registry, direct=direct)
        run = machine.Run(machine.metered_program(program, checked), no_output)
        run.limit(checked)
        return Execution(run, print_callback, self._registry, direct=direct)

    def _check_inputs(self, inputs: dict[str, Any] | None) -> dict[str, Any]:
        """Return the inputs in the order of their declaration."""
        names = self._program.inputs
        if inputs is None:
            if names:
                raise TypeError(f"Missing required inputs: {_quoted(names)}")
            return {}
        _check("inputs", inputs, dict)
        if inputs and not names:
            raise TypeError("No input variables declared but inputs dict was provided")
        for name in names:
            if name not in inputs:
                raise KeyError(f"Missing required input: {name!r}")
        unknown = [name for name in inputs if name not in names]
        if unknown:
            raise TypeError(f"Unknown inputs: {', '.join(map(repr, unknown))}; declared are {_quoted(names)}")
        return {name: inputs[name] for name in names}

    def __repr__(self) -> str:
        lines = len(self.code.splitlines())
        inputs = f", inputs={_quoted(self._program.inputs)}" if self._program.inputs else ""
        count = f"{lines} line{'' if lines == 1 else 's'}"
        return f"Monty(<{count} of code>, script_name={self.script_name!r}{inputs})"


async def run_monty_async(
    monty_runner: Monty,
    *,
    inputs: dict[str, Any] | None = None,
    limits: ResourceLimits | None = None,
    external_functions: dict[str, Function] | None = None,
    print_callback: PrintCallback | None = None,
    os: Handlers | None = None,
) -> Any:
    """Run a script beside the running event loop: `monty_runner.run_async(...)`."""
    return await monty_runner.run_async(
        inputs=inputs, limits=limits, external_functions=external_functions, print_callback=print_callback, os=os
    )


def limited_script(
    code: str, *, limits: ResourceLimits, script_name: str, inputs: list[str], isolate: bool = False
) -> Monty:
    """Return a `Monty`, compiled for runs under `limits` only; arguments and errors are as for `Monty` and its `start`."""
    made = object.__new__(Monty)
    registry = Registry(None)
    metered = machine.steps_checked(check_limits(limits))
    object.__setattr__(made, "_program", _compiled(code, script_name, inputs, registry, isolate, metered))
    object.__setattr__(made, "_registry", registry)
    return made


def _compiled(
    code: str,
    script_name: str,
    inputs: list[str] | None,
    registry: Registry,
    isolate: bool | PooledWorker,
    metered: bool,
) -> machine.Program | RemoteScript:
    names = check_input_names([] if inputs is None else inputs)
    computed = property_names(registry.by_key.values())
    if isolate:
        workers = None if isinstance(isolate, bool) else isolate
        return RemoteScript(code, script_name, names, computed, workers, metered)
    return machine.program_for(code, script_name, names, metered, computed)


def no_output(stream: str, text: str) -> None:
    """Stand in for the output until an Execution takes the run over."""


def _check(name: str, value: object, wanted: type) -> None:
    if not isinstance(value, wanted):
        raise TypeError(f"argument {name!r}: {type(value).__name__!r} object is not an instance of {wanted.__name__!r}")


def check_input_names(inputs: list[str]) -> list[str]:
    """Return a copy of the declared names: a list of different identifiers."""
    _check("inputs", inputs, list)
    for index, name in enumerate(inputs):
        _check("inputs", name, str)
        if not name.isidentifier():
            raise ValueError(f"argument 'inputs': {name!r} is not an identifier")
        if name in inputs[:index]:
            raise ValueError(f"argument 'inputs': {name!r} is there twice")
    return list(inputs)


def check_functions(functions: dict[str, Function] | None) -> dict[str, Function]:
    """Return `external_functions` as a dict of callables by name."""
    if functions is None:
        return {}
    _check("external_functions", functions, dict)
    for name, function in functions.items():
        _check("external_functions", name, str)
        if not callable(function):
            raise TypeError(f"external function {name!r}: {type(function).__name__!r} object is not callable")
    return functions


def _quoted(names: list[str]) -> str:
    return "[" + ", ".join(f'"{name}"' for name in names) + "]"
