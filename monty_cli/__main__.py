"""`python -m monty_cli`, the same as the console script `monty`."""

from monty_cli.cli.entry import console

if __name__ == "__main__":
    console()
