"""What every gateway is asked, and how it answers."""

from dataclasses import dataclass
from typing import Protocol

from escale.sms.causes import Cause
from escale.sms.states import TextState

DIAGNOSTIC_LENGTH = 500


@dataclass(frozen=True, slots=True)
class Accepted:
    """The provider took the text under this reference, and charges this many segments."""

    reference: str
    segments: int


@dataclass(frozen=True, slots=True)
class Report:
    """What the provider tells later: SENT, DELIVERED, or FAILED with a cause.

    `segments` is 0 where it does not say how many it charged.
    """

    state: TextState
    cause: Cause | None = None
    diagnostic: str = ""
    reference: str = ""
    segments: int = 0


class GatewayRefused(Exception):
    """The text was not taken, for sure."""

    def __init__(self, cause: Cause, diagnostic: str) -> None:
        super().__init__(diagnostic)
        self.cause = cause
        self.diagnostic = diagnostic


class GatewayUnavailable(Exception):
    """No answer, or one that says nothing: the text may have been taken, and is not sent again."""

    def __init__(self, diagnostic: str) -> None:
        super().__init__(diagnostic)
        self.diagnostic = diagnostic


class Gateway(Protocol):
    """Made as `Class(sender=settings.SMS_SENDER, **settings.SMS_OPTIONS)`."""

    def send(self, *, phone: str, text: str, report_url: str) -> Accepted:
        """One text, within a lease. Raises GatewayRefused or GatewayUnavailable."""

    def read_report(self, body: bytes) -> Report | None:
        """What was posted to `report_url`; None when it tells nothing of the delivery."""
