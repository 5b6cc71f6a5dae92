"""`python -m monty_cli`, the same as the console script `monty`."""

from monty_cli.cli.entry import main

if __name__ == "__main__":
    raise SystemExit(main())
