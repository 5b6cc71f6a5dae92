"""The identity of objects, which decides what is the same object in a snapshot.

`identity` is a number that no other living object has, as `id` gives one; but each call of `id` raises an audit event, and where a process
has an audit hook that takes several times as long.
"""

from __future__ import annotations

identity = object.__hash__
