"""Which message of ours came back: the signed return address decides, else our Message-ID."""

import re
from dataclasses import dataclass
from email.utils import parseaddr

from django.conf import settings

from escale.bounces.parsing.verdicts import ParsedBounce
from escale.kernel.tokens import BadToken, unsign_caseless
from escale.mailing.return_address import PREFIX, message_id_in, message_id_of

_MESSAGE_ID = re.compile(r"<m\.\d{1,19}\.([a-z2-7]+)@([^>\s]+)>", re.IGNORECASE)
LARGEST_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Match:
    """`is_forged`: it claims to be one of ours and is not, or a former key signed it."""

    message_id: int | None = None
    is_forged: bool = False


def match_bounce(returned_to: str, parsed: ParsedBounce) -> Match:
    if is_signed_form(returned_to):
        message_id = message_id_of(returned_to)
        return Match(message_id, is_forged=message_id is None)
    claims = [claim for text in parsed.message_ids if (claim := _claim(text)) is not None]
    return next((claim for claim in claims if not claim.is_forged), next(iter(claims), Match()))


def match_token(token: str) -> Match:
    """Of the token that a provider says again; empty when it says none: not a message of ours."""
    if not token:
        return Match()
    message_id = message_id_in(token)
    return Match(message_id, is_forged=message_id is None)


def is_ours(address: str) -> bool:
    """Whether it is at the domain of the return addresses."""
    domain = parseaddr(address)[1].rpartition("@")[2]
    return domain.lower() == settings.MAIL_BOUNCE_DOMAIN.lower()


def is_signed_form(address: str) -> bool:
    return is_ours(address) and parseaddr(address)[1].lower().startswith(PREFIX)


def _claim(text: str) -> Match | None:
    """What a Message-ID of the form of ours is worth; None for those of others."""
    found = _MESSAGE_ID.search(text)
    if found is None or found[2].lower() != settings.MAIL_BOUNCE_DOMAIN.lower():
        return None
    try:
        message_id = int(unsign_caseless("message-id", found[1]))
    except (BadToken, ValueError):
        return Match(is_forged=True)
    return Match(message_id)
