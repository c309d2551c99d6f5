"""How the mail catcher answers, by the recipient's domain: what a real world would do to a mail."""

from collections import Counter

HOST_UNKNOWN = "550 5.1.2 Host unknown (Name or service not known)"
REFUSED_BY_POLICY = "554 5.7.1 Message refused by policy"
MAILBOX_FULL = "452 4.2.2 Mailbox full"

SLOW_DOMAIN = "lent.example"
SLOW_SECONDS = 40.0
SCANNED_DOMAIN = "scanner.example"
FULL_DOMAIN = "plein.example"
FULL_TRIES = 2

# Never existed, or is a slip of the keyboard for yopmail.example.
REFUSALS = {
    "inexistant.example": HOST_UNKNOWN,
    "yotmail.example": HOST_UNKNOWN,
    "yottmail.example": HOST_UNKNOWN,
    "yopmial.example": HOST_UNKNOWN,
    "yopmal.example": HOST_UNKNOWN,
    "yomail.example": HOST_UNKNOWN,
    "yopmail.exemple": HOST_UNKNOWN,
    "bloque.example": REFUSED_BY_POLICY,
}


class Postmasters:
    """The answers of every domain; remembers how often a full mailbox was tried."""

    def __init__(self) -> None:
        self._tries: Counter[tuple[str, str]] = Counter()

    def refusal(self, sender: str, recipient: str) -> str | None:
        """What to answer to RCPT, None to accept.

        A message is known by its sender: each has a return address of its own.
        """
        for domain, reply in REFUSALS.items():
            if is_within(recipient, domain):
                return reply
        if is_within(recipient, FULL_DOMAIN):
            self._tries[sender, recipient] += 1
            if self._tries[sender, recipient] <= FULL_TRIES:
                return MAILBOX_FULL
            del self._tries[sender, recipient]
        return None


def is_within(address: str, domain: str) -> bool:
    """Whether the address is at this domain or below it."""
    host = address.rpartition("@")[2].lower()
    return host == domain or host.endswith(f".{domain}")
