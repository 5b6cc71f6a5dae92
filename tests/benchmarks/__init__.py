"""Timings of guest programs next to CPython's own, taken in one run."""
