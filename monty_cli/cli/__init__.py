"""The command line: `monty run`, `monty resume`, `monty show`. `entry` is where the console script starts."""
