"""The commands of the prompt: looking into a pause, answering it, travelling between pauses, keeping them, going on by rules."""
