"""Answers to the calls of the operating system that scripts make: files in memory, folders of the host, an environment, a clock."""
