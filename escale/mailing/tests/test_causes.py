import pytest

from escale.mailing.causes import Cause, cause_of, cause_of_failure


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


@pytest.mark.parametrize(
    "text",
    [
        # Said among words that also speak of the recipient, without a word of reputation.
        "delivery to the following recipient failed permanently: the error was: 554 5.7.1 service "
        "unavailable; client host [192.0.2.49] blocked using cbl.abuseat.example (state 13).",
        "the recipient's server said: 550 unavailable, sending ip 192.0.2.49 refused",
    ],
)
def test_a_returned_refusal_of_our_server_is_ours(text: str) -> None:
    assert cause_of_failure(text) == Cause.OURS


def test_every_cause_says_what_to_do() -> None:
    assert len(Cause) <= 10
    assert all(str(cause.advice).endswith(".") for cause in Cause)
