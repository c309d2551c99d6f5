from dataclasses import dataclass
from enum import StrEnum

from escale.dotations.models import Dotation


class Outcome(StrEnum):
    """What a validation did, so that each door words it its own way."""

    EMAIL_CHANGED = "email_changed"
    PHONE_CHANGED = "phone_changed"
    BOTH_CHANGED = "both_changed"
    RESENT = "resent"
    # Corrected before the first e-mail was accepted: that one will use it, none is added (R29).
    STORED = "stored"
    # The same form came twice: the first did the work, this one changes and sends nothing.
    ALREADY_DONE = "already_done"


@dataclass(frozen=True, slots=True)
class Correction:
    dotation: Dotation
    outcome: Outcome
