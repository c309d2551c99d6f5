import pytest

from escale.mailing.causes import Cause, cause_of


@pytest.mark.parametrize(
    ("code", "text", "cause"),
    [
        (550, "5.1.1 <x@y.example>: Recipient address rejected", Cause.UNKNOWN_ADDRESS),
        (550, "5.1.2 bad destination system", Cause.UNKNOWN_DOMAIN),
        (556, "5.1.10 Recipient address has null MX", Cause.UNKNOWN_DOMAIN),
        (550, "5.2.1 mailbox disabled", Cause.DISABLED),
        (552, "5.2.2 over quota", Cause.MAILBOX_FULL),
        (452, "4.2.2 over quota", Cause.MAILBOX_FULL),
        (552, "5.3.4 message too big", Cause.TOO_LARGE),
        (554, "5.7.1 policy: user unknown to our filters", Cause.REFUSED),
        (550, "5.0.0 no such user here", Cause.UNKNOWN_ADDRESS),
        (550, "user unknown", Cause.UNKNOWN_ADDRESS),
        (550, "Requested action not taken: mailbox unavailable", Cause.UNKNOWN_ADDRESS),
        (550, "Domain inexistant.example does not exist", Cause.UNKNOWN_DOMAIN),
        (552, "mailbox is full", Cause.MAILBOX_FULL),
        (550, "account suspended", Cause.DISABLED),
        (554, "from 192.5.1.1 rejected", Cause.REFUSED),
        (554, "no", Cause.REFUSED),
        (451, "4.7.1 greylisted", Cause.BUSY),
        (421, "try again", Cause.BUSY),
        (None, "TimeoutError", Cause.NO_ANSWER),
    ],
)
def test_cause(code: int | None, text: str, cause: Cause) -> None:
    assert cause_of(code, text) == cause


def test_every_cause_says_what_to_do() -> None:
    assert len(Cause) <= 10
    assert all(str(cause.advice).endswith(".") for cause in Cause)
