"""Timings and counts of guest programs next to CPython's own and to other sandboxes', taken in one run."""
