"""The timeline of a run: each pause as bytes, the answer that was given to it, and what was printed; and tapes, the files of timelines.

timeline   the pauses of a run as a tree, for each line that was tried: record, go back, go forward
tape       a timeline as a file
growing    a tape that is written while its run goes on
blobs      dumps that share what they have in common
given      answers as plain data
compare    what tells two values, two calls, two pauses apart
"""

from __future__ import annotations

from monty_cli.timeline.moments import END, ERROR, Moment
from monty_cli.timeline.tape import read_tape, write_tape
from monty_cli.timeline.timeline import Timeline

__all__ = ["END", "ERROR", "Moment", "Timeline", "read_tape", "write_tape"]
