"""Why it failed: one of the causes that managers read."""

from escale.bounces.parsing.words import folded
from escale.mailing.causes import Cause, cause_of_failure

DIAGNOSTIC_LENGTH = 500


def reason_of(status: str, diagnostic: str, told: str = "") -> Cause:
    """From the status and the server's words; from the text beside them where they say little."""
    reason = cause_of_failure(folded(f"{status} {diagnostic}"))
    if reason in (Cause.REFUSED, Cause.NO_ANSWER) and not diagnostic and told:
        return cause_of_failure(folded(f"{status} {one_line(told)}"))
    return reason


def one_line(text: str) -> str:
    """What a server wrote, without the control characters it may hold."""
    kept = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(kept.split())
