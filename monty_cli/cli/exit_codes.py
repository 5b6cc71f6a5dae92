"""The exit codes of `monty`: the only place that names them (65 and above follow sysexits.h)."""

DONE = 0  # the script ended, or what was asked for was shown
RAISED = 1  # the script raised an exception, or is not valid Python
USAGE = 2  # the command line, or an answer, could not be understood
DIVERGED = 3  # a replay went another way than the tape
BAD_DATA = 65  # a file is not what it should be: a damaged or foreign snapshot, a script that is not UTF-8
NO_INPUT = 66  # a file to read is missing or cannot be read
INTERNAL = 70  # a defect in monty
CRASHED = 71  # the worker process in which the script ran has died
CANNOT_WRITE = 73  # the snapshot, or the output, cannot be written
PAUSED = 75  # the script waits for an answer, and its state is saved
INTERRUPTED = 130  # Ctrl-C, or `:quit` at the prompt
CLOSED_PIPE = 141  # whoever read the output has gone, as shells report for any other tool


class Failure(Exception):
    """Ends the command: `message` is for a person (what is wrong, what to do), `status` one of the codes above."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message


class AnswerError(ValueError):
    """A text is not the literal, or the exception, that it should be; the message says why, and what to write."""
