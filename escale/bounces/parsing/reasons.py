"""Why it failed: one of the causes that managers read."""

from escale.mailing.causes import Cause
from escale.mailing.judging import cause_of_failure

DIAGNOSTIC_LENGTH = 500


def reason_of(near: str, *others: str, whole: str = "") -> Cause:
    """From the server's words and codes, the nearest to the recipient first."""
    return cause_of_failure(one_line(near), *map(one_line, others), whole=one_line(whole))


def one_line(text: str) -> str:
    """What a server wrote, without the control characters it may hold."""
    kept = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(kept.split())
