"""CPython's own tests, run natively and as guest programs: `python -m tests.cpython`."""
