class LocalError(Exception):
    """Something this machine lacks or refuses. `str(error)` is one French line with the remedy."""
