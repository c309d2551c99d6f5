"""What may go wrong on this machine, said to the person at the terminal."""


class LocalError(Exception):
    """One line, in French, that says what stopped the start and what to do about it."""
