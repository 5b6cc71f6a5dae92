"""The order in which decoded objects are filled.

CONTENTS: plain containers, functions, instances. WRAPPED: what reads a function's attributes when it is
initialised. CLASSES: namespaces. HASHED: what hashes its members. POSITIONS: iterators over filled containers.
MACHINE: what the machine owns.
"""

from __future__ import annotations

CONTENTS, WRAPPED, CLASSES, HASHED, POSITIONS, MACHINE = range(6)
