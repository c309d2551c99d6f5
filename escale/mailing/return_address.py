"""The return address (VERP): signed, one for each message, so that a bounce names it for sure."""

from email.utils import parseaddr

from django.conf import settings

from escale.kernel.tokens import BadToken, sign_caseless, unsign_caseless
from escale.mailing.models import OutgoingMessage

PREFIX = "bounces+"
PURPOSE = "bounce"


def return_address(message: OutgoingMessage) -> str:
    return f"{PREFIX}{sign_caseless(PURPOSE, str(message.pk))}@{settings.MAIL_BOUNCE_DOMAIN}"


def message_id_of(address: str) -> int | None:
    """The id of the message sent with this return address; None when we did not make it."""
    local, _at, domain = parseaddr(address)[1].lower().rpartition("@")
    if domain != settings.MAIL_BOUNCE_DOMAIN.lower() or not local.startswith(PREFIX):
        return None
    try:
        return int(unsign_caseless(PURPOSE, local.removeprefix(PREFIX)))
    except (BadToken, ValueError):
        return None
