"""The return address (VERP): signed, one for each message, so that a bounce names it for sure."""

from email.utils import parseaddr

from django.conf import settings

from escale.kernel.tokens import BadToken, sign_caseless, unsign_caseless
from escale.mailing.models import OutgoingMessage

PREFIX = "bounces+"
PURPOSE = "bounce"


def return_token(message: OutgoingMessage) -> str:
    """What names the message, for others to say again."""
    return sign_caseless(PURPOSE, str(message.pk))


def return_address(message: OutgoingMessage) -> str:
    return f"{PREFIX}{return_token(message)}@{settings.MAIL_BOUNCE_DOMAIN}"


def message_id_of(address: str) -> int | None:
    """The id of the message sent with this return address; None when we did not make it."""
    local, _at, domain = parseaddr(address)[1].lower().rpartition("@")
    if domain != settings.MAIL_BOUNCE_DOMAIN.lower() or not local.startswith(PREFIX):
        return None
    return message_id_in(local.removeprefix(PREFIX))


def message_id_in(token: str) -> int | None:
    """The same, of a bare token."""
    try:
        return int(unsign_caseless(PURPOSE, token))
    except (BadToken, ValueError):
        return None
