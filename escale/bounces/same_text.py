"""Circuit breaker: many failures told with the same words are our trouble, nobody else's (B5)."""

import hashlib
import logging
import re

from django.conf import settings

from escale.bounces.queries import failures_with_text, has_held_with_text, is_sent_at_least
from escale.mailing.wording import folded

logger = logging.getLogger(__name__)
KEY_LENGTH = 32
_ADDRESS = re.compile(r"<?[^\s<>@]+@[^\s<>@]+>?")
# Numbers of sessions, machines and addresses differ each time.
_VARIABLE = re.compile(r"\S*\d\S*")
_CODE = re.compile(r"(?<!\S)[(#\[]?([245]\d\d|[245]\.\d{1,3}\.\d{1,3})\b[-:)\]]?(?!\S)")


def text_key(status: str, diagnostic: str) -> str:
    """The same for refusals that say the same to different people; empty where nothing is said."""
    words = _ADDRESS.sub(" ", folded(diagnostic))
    codes = _CODE.findall(words)
    kept = " ".join([status, *codes, *_VARIABLE.sub(" ", words).split()]).strip()
    return hashlib.sha256(kept.encode()).hexdigest()[:KEY_LENGTH] if kept else ""


def is_suspicious(key: str) -> bool:
    """Whether more than the tolerated share of the last hour's mail failed with this text."""
    if not key:
        return False
    failed = failures_with_text(key)
    if failed < settings.BOUNCE_BREAKER_LEAST:
        return False
    share = settings.BOUNCE_BREAKER_PERCENT
    return not is_sent_at_least(failed * 100 // share)


def alert_staff(key: str, reason: str) -> None:
    """One line an hour for one text, however many are held; nothing of the people is in it."""
    if not has_held_with_text(key):
        logger.error(
            "bounces are held for a person: %s (text %s), see the console", reason, key or "none"
        )
