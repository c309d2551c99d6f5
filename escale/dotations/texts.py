"""The SMS about a dotation; it holds no link and nothing personal (D11)."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings

from escale.dotations.models import Dotation
from escale.sms.actions.queue_text import queue_text
from escale.sms.actions.queue_texts import NewText
from escale.sms.models import OutgoingText

# Later, it would announce an e-mail that was read long ago.
ANNOUNCED_WITHIN = timedelta(hours=12)


def send_announcement(dotation: Dotation) -> OutgoingText:
    """That an e-mail waits, and which site is the true one."""
    return queue_text(
        text=NewText(
            template="dotations/texts/announcement",
            phone=dotation.phone,
            context={"site_name": urlsplit(settings.SITE_URL).netloc},
            about=dotation.about,
            lifetime=ANNOUNCED_WITHIN,
            payer=dotation.client.code,
        )
    )
