"""Runs in worker processes, behind the same face as runs in this one; see `RemoteExecution`, `Duty` for the other end, and `processes`."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from monty_cli.limits import Limits
    from monty_cli.snapshots import PrintCallback
    from monty_cli.values import Registry
    from monty_cli.worker.execution import RemoteExecution
    from monty_cli.worker.link import Link
    from monty_cli.worker.pool import PooledWorker

__all__ = ["RemoteScript", "remote_load", "remote_session"]


def _link(source: PooledWorker | None) -> Link:
    if source is not None:
        return source.link()
    from monty_cli.worker import processes
    from monty_cli.worker.link import Link

    return Link(processes.start())


class RemoteScript:
    """A script that is compiled, and runs, in workers: each run in one of its own."""

    __slots__ = ("_fresh", "_metered", "_source", "computed", "inputs", "script_name", "source")

    def __init__(
        self,
        code: str,
        script_name: str,
        inputs: list[str],
        computed: tuple[str, ...] = (),
        source: PooledWorker | None = None,
        metered: bool = False,
    ) -> None:
        """Compile the script in a worker, which stays for the first run. MontySyntaxError if it can't be.

        `source` has the workers; with `metered`, it is compiled for runs under limits.
        """
        self.source = code
        self.script_name = script_name
        self.inputs = inputs
        self.computed = computed
        self._source = source
        self._metered = metered
        self._fresh: list[Link] = [self._compiled()]

    def _compiled(self) -> Link:
        link = _link(self._source)
        link.ask(["compile", self.source, self.script_name, self.inputs, list(self.computed), self._metered])
        link.has_compiled(self.source)
        link.compiled = self
        return link

    def execution(
        self, print_callback: PrintCallback | None, limits: Limits, registry: Registry, *, direct: bool = False
    ) -> RemoteExecution:
        """Return a run of the script that has not begun."""
        from monty_cli.worker.execution import RemoteExecution, RemoteProgram, RemoteRun

        try:
            link = self._fresh.pop()
        except IndexError:
            link = self._compiled()
        if link.compiled is not self:  # a worker that is lent has seen another script since
            link = self._compiled()
        link.compiled = None
        program = RemoteProgram(self.source, self.script_name, self.inputs)
        return RemoteExecution(RemoteRun(program, link, limits), print_callback, registry, direct=direct)


def remote_session(
    script_name: str, limits: Limits, registry: Registry, source: PooledWorker | None = None
) -> RemoteExecution:
    """Return a fresh session in a worker."""
    from monty_cli.worker.execution import RemoteExecution, RemoteProgram, RemoteRun

    link = _link(source)
    link.ask(["session", script_name, limits.given()])
    program = RemoteProgram("", script_name, [], session=True)
    return RemoteExecution(RemoteRun(program, link, limits), None, registry)


def remote_load(
    data: bytes,
    print_callback: PrintCallback | None,
    registry: Registry,
    limits: Limits,
    source: PooledWorker | None = None,
) -> RemoteExecution:
    """Return the run that `data` holds, loaded in a worker; ValueError for bytes that can't be loaded there."""
    from monty_cli.worker import spare
    from monty_cli.worker.execution import RemoteExecution, RemoteProgram, RemoteRun, read_event

    link = (spare.take() if source is None else None) or _link(source)
    link.limit(limits)
    program = RemoteProgram("", "", [])
    run = RemoteRun(program, link, limits)
    found = run.ask_for(["load", data, limits.given()], list)
    kinds = [type(part) for part in found[:4]]
    if len(found) != 5 or kinds != [str, str, bool, bool]:
        link.broken(ValueError("a loaded run has other parts"))
    program.script_name, program.source, program.session, run.settled, event = found
    link.has_compiled(program.source)
    execution = RemoteExecution(run, print_callback, registry)
    if event is not None:
        run.event = run.checked(lambda: read_event(event, execution.values))
    return execution
