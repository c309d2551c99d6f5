from collections.abc import Sequence


def erase_payloads(*, abouts: Sequence[str]) -> int:
    """The values told about these things; how many lines lost theirs.

    The database lets nobody rewrite a line yet: none does.
    """
    return 0
