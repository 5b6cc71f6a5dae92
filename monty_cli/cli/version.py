"""The version of monty: the only place that states it; the package's metadata is made from it."""

VERSION = "0.1.0"
