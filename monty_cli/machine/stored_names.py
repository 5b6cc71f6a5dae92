"""Which hidden names of a run's builtins a snapshot may name.

The guest can't spell a hidden name, but may hold what it stands for: functions of the prelude as methods and callbacks, marks of ours in
the state of its iterators. A snapshot has such things by name. It may name the prelude's functions, which are guest code of ours and do
nothing that the guest could not do, and of the host's helpers only those listed here: each has been reviewed to be harmless in the
guest's hands, whatever it is called with. All others are refused, on storing as on loading.
"""

from __future__ import annotations

from monty_cli.machine import prelude

HIDDEN = "@"
_REFUSED = frozenset(("__builtins__", "__import__"))
_MARKS = "@STOP @UNBOUND @absent @nothing @null"
_FUNCTIONS = """
    @__delattr__ @__getattribute__ @__setattr__ @cache_key @compare_digest @datetime_timestamp
    @os_strerror @second @write
"""
_CLASSES = """
    @alias @c_Decimal @c_OrderedDict @c_accumulate @c_chain @c_combinations @c_combinations_with_replacement @c_compress @c_count @c_cycle
    @c_deque @c_islice @c_pairwise @c_permutations @c_product @c_repeat @c_zip_longest @generator @generic @re_Match @re_Pattern
"""
_FIELDS = tuple(f"@field_{index}" for index in range(24))  # those that all named tuples share
HELD = frozenset((*_MARKS.split(), *_FUNCTIONS.split(), *_FIELDS, *_CLASSES.split(), "@datetime_utc"))
"""The host's helpers that a snapshot may name."""


def may_name(name: str) -> bool:
    """Tell whether a snapshot may have the entry `name` of the builtins, without its prefix."""
    if not name.startswith(HIDDEN):
        return name not in _REFUSED
    return name in HELD or prelude.prelude_function(name) is not None
