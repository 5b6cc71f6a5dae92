"""The server of workers: a process with one thread that has imported what a worker needs, and forks one when it is asked to.

It is told over one socket: `F` with the two descriptors of a new worker, answered by its process id; `E`, a process id and a patience in
milliseconds, answered by how that process has ended; `W` and the number of a module to make ready, not answered. A worker's id stays its
own until its end is asked for. When the socket closes, the server kills what is left, and ends.
"""

from __future__ import annotations

import os
import signal
import socket

from monty_cli.worker import child, walls, warming
from monty_cli.worker.processes import await_end

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn


def serve(descriptor: int, parent: int) -> NoReturn:
    """Be the server, on the socket with this descriptor, of the process `parent`."""
    walls.close_all_but((descriptor,))
    walls.own_session()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    walls.adopt_orphans()
    warming.warm()
    connection = socket.socket(fileno=descriptor)
    children: set[int] = set()
    try:
        while True:
            request, descriptors, _, _ = socket.recv_fds(connection, 9, 2)
            if not request:
                break
            if request[:1] == b"F":
                answer = _fork(connection, descriptors)
                children.add(answer)
            else:
                while len(request) < 9:
                    request += connection.recv(9 - len(request)) or b"\0" * 9
                if request[:1] == b"W":
                    warming.warm_module(int.from_bytes(request[1:5], "little"))
                    continue
                answer = int.from_bytes(request[1:5], "little")
                children.discard(answer)
                answer = await_end(answer, int.from_bytes(request[5:9], "little") / 1000)
                end_strangers(children)
            connection.sendall(answer.to_bytes(4, "little"))
    finally:
        for pid in children:
            await_end(pid, 0)
        end_strangers(set())
        os._exit(0)


def end_strangers(children: set[int]) -> None:
    """Kill the children of this process that are none of `children`: orphans that a worker has left, in spite of its walls."""
    try:
        with open(f"/proc/self/task/{os.getpid()}/children", "rb") as file:
            found = set(map(int, file.read().split()))
    except OSError:
        return
    for pid in found - children:
        await_end(pid, 0)


def _fork(connection: socket.socket, descriptors: list[int]) -> int:
    me = os.getpid()
    pid = os.fork()
    if pid == 0:
        connection.detach()
        child.main(descriptors[0], descriptors[1], me)
    for descriptor in descriptors:
        os.close(descriptor)
    return pid
