"""What servers answered for the big order's « Erreur e-mail »: each has a cause, as a real one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import cycle

from escale.mailing.causes import Cause
from escale.mailing.judging import cause_of

# As people mistype the domain of the others.
MISTYPED_DOMAINS = ("yopmial.example", "yopmai.example", "yopmaill.example")


@dataclass(frozen=True, slots=True)
class Refusal:
    """`code` is None where nobody answered; `after`, how long it took to be sure."""

    code: int | None
    said: str
    after: timedelta = timedelta(seconds=20)

    @property
    def cause(self) -> Cause:
        """As the relay's answers are read."""
        return cause_of(self.code, self.said)


UNKNOWN_DOMAIN = Refusal(550, "550 5.1.2 {address}: Host or domain name not found")
# Twenty, the most usual ones several times: they are given in turn.
REFUSALS = (
    Refusal(550, "550 5.1.1 <{address}>: Recipient address rejected: User unknown"),
    Refusal(552, "552 5.2.2 <{address}>: Mailbox full, quota exceeded", timedelta(hours=72)),
    UNKNOWN_DOMAIN,
    Refusal(550, "550 5.1.1 {address}: no such user here"),
    Refusal(550, "550 5.2.1 <{address}>: This account has been disabled"),
    Refusal(550, "550 5.1.1 <{address}>: Recipient address rejected: User unknown"),
    Refusal(554, "554 5.0.0 <{address}>: Message not wanted by the recipient"),
    Refusal(550, "550 5.1.1 {address}: mailbox unavailable, no longer with us"),
    Refusal(552, "552 5.2.2 <{address}>: The recipient's inbox is over quota", timedelta(hours=72)),
    Refusal(550, "550 5.1.1 <{address}>: Recipient address rejected: User unknown"),
    UNKNOWN_DOMAIN,
    Refusal(None, "TimeoutError", timedelta(hours=72)),
    Refusal(550, "550 5.1.1 {address}: no such user here"),
    Refusal(552, "552 5.2.2 <{address}>: Mailbox full, quota exceeded", timedelta(hours=72)),
    Refusal(554, "554 5.0.0 <{address}>: Message not wanted by the recipient"),
    Refusal(550, "550 5.1.1 <{address}>: Recipient address rejected: User unknown"),
    Refusal(550, "550 5.2.1 {address}: account inactive since 90 days"),
    UNKNOWN_DOMAIN,
    Refusal(550, "550 5.1.1 {address}: no such user here"),
    Refusal(None, "ConnectionRefusedError", timedelta(hours=72)),
)


def refusals_in_turn() -> Iterator[Refusal]:
    """The same to each load."""
    return cycle(REFUSALS)


def mistyped(address: str, number: int) -> str:
    """The same person at a domain that receives nothing."""
    return f"{address.partition('@')[0]}@{MISTYPED_DOMAINS[number % len(MISTYPED_DOMAINS)]}"
