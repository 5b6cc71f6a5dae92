"""The command line: `monty run`, `resume`, `repl`, `show` and `modules`. `entry` is where the console script starts."""
