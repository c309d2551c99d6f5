"""How often what may be tried (docs/concerns/signing-in.md)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

QUARTER, HOUR = timedelta(minutes=15), timedelta(hours=1)


class Attempt(StrEnum):
    """What is counted."""

    SIGN_IN = "sign-in"
    REFUSAL_TOLD = "refusal-told"
    SECOND_FACTOR = "second-factor"
    PRESENT_PASSWORD = "present-password"  # noqa: S105  # no password
    PASSWORD_LINK = "password-link"  # noqa: S105  # no password
    VISITOR_INQUIRY = "visitor-inquiry"
    BENEFICIARY_SIGN_IN = "beneficiary-sign-in"
    ACTIVATION_CODE = "activation-code"
    NEW_LINK = "new-link"
    PHONE_CODE = "phone-code"


@dataclass(frozen=True, slots=True)
class Rate:
    most: int
    within: timedelta


@dataclass(frozen=True, slots=True)
class Limit:
    """`about`: for one person, one address, one link… from everywhere. `network`: from one."""

    about: Rate | None = None
    network: Rate | None = None


LIMITS: Mapping[Attempt, Limit] = {
    Attempt.SIGN_IN: Limit(about=Rate(10, QUARTER), network=Rate(50, QUARTER)),
    Attempt.REFUSAL_TOLD: Limit(about=Rate(1, QUARTER)),
    Attempt.SECOND_FACTOR: Limit(about=Rate(10, QUARTER), network=Rate(50, QUARTER)),
    Attempt.PRESENT_PASSWORD: Limit(about=Rate(10, QUARTER)),
    Attempt.PASSWORD_LINK: Limit(about=Rate(3, HOUR), network=Rate(20, HOUR)),
    Attempt.VISITOR_INQUIRY: Limit(about=Rate(3, HOUR), network=Rate(10, HOUR)),
    # Of beneficiaries; those of one company share a network.
    Attempt.BENEFICIARY_SIGN_IN: Limit(about=Rate(10, QUARTER), network=Rate(100, QUARTER)),
    Attempt.ACTIVATION_CODE: Limit(about=Rate(10, QUARTER), network=Rate(100, QUARTER)),
    Attempt.NEW_LINK: Limit(about=Rate(5, QUARTER), network=Rate(30, QUARTER)),
    Attempt.PHONE_CODE: Limit(network=Rate(20, HOUR)),
}
