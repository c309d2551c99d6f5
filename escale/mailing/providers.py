"""Providers with an HTTP API, by django-anymail: what is given to them, what they answer."""

import re

from anymail.exceptions import (
    AnymailAPIError,
    AnymailError,
    AnymailInvalidAddress,
    AnymailRecipientsRefused,
)
from django.conf import settings
from django.core.mail import EmailMessage

from escale.mailing.models import OutgoingMessage
from escale.mailing.return_address import return_token
from escale.mailing.transport import Answer, RelayUnavailable, Verdict

# Those that say our token again in what they tell, and whose telling a password protects.
PROVIDERS = {
    "brevo": "Brevo",
    "mailjet": "Mailjet",
    "postmark": "Postmark",
    "sparkpost": "SparkPost",
}
TOKEN = "escale"  # noqa: S105  # the name of a field
# They say something of this one message; of any other answer, all mail waits.
ABOUT_THE_MESSAGE = frozenset({400, 406, 413, 422})
_CODE = re.compile(r"[\w.-]{1,40}")


def prepare_for_provider(email: EmailMessage, message: OutgoingMessage) -> None:
    """The provider has return addresses and identifiers of its own: ours goes along as a token."""
    email.from_email = settings.MAIL_FROM
    for ours in ("From", "Message-ID"):
        email.extra_headers.pop(ours)
    email.metadata = {TOKEN: return_token(message)}  # type: ignore[attr-defined]


def answer_of(error: AnymailError) -> Answer:
    """What an error of django-anymail says of the message.

    Raises RelayUnavailable when nothing can leave: no line, wrong key, suspended account, limits.
    What providers write may hold addresses, and reasons are logged: only their codes are kept.
    """
    match error:
        case AnymailInvalidAddress():
            return Answer(Verdict.REFUSED, 501, "5.1.3 invalid address")
        case AnymailRecipientsRefused():
            return _refused(error)
        case AnymailAPIError():
            answer = Answer(Verdict.HELD, error.status_code, _told(error))
            if error.status_code in ABOUT_THE_MESSAGE:
                return answer
            raise RelayUnavailable(answer) from error
        case _:
            # It could not be made as this provider wants it.
            return Answer(Verdict.HELD, text=type(error).__name__)


def answer_after(email: EmailMessage) -> Answer:
    """Of a message handed over without an error: some then say that they did not take it."""
    status = email.anymail_status.status  # type: ignore[attr-defined]
    if "failed" in status:
        return Answer(Verdict.HELD, 400, f"{settings.MAIL_PROVIDER}: failed")
    return Answer(Verdict.ACCEPTED, 250)


def _refused(error: AnymailRecipientsRefused) -> Answer:
    """Not an address, or one that failed or complained before, to which it writes no more."""
    if "invalid" in error.email_message.anymail_status.status:
        return Answer(Verdict.REFUSED, 501, "5.1.3 invalid address")
    return Answer(Verdict.REFUSED, 550, f"{error.esp_name}: recipient on its suppression list")


def _told(error: AnymailAPIError) -> str:
    if error.response is None:
        return f"{settings.MAIL_PROVIDER}: {type(error.__cause__).__name__}"
    words = [f"{error.esp_name or settings.MAIL_PROVIDER}:", str(error.status_code), _code(error)]
    return " ".join(filter(None, words))


def _code(error: AnymailAPIError) -> str:
    """The provider's own code of the error, where it gives one."""
    try:
        said = error.response.json()
    except ValueError:
        return ""
    if not isinstance(said, dict):
        return ""
    named = (said.get(name) for name in ("code", "ErrorCode"))
    return next((str(code) for code in named if code and _CODE.fullmatch(str(code))), "")
