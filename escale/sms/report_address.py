"""Where a gateway tells what became of a text: signed, one address for each text."""

from django.conf import settings

from escale.kernel.tokens import BadToken, sign, unsign
from escale.sms.models import OutgoingText

PATH = "/sms/avis/{token}/"
PURPOSE = "sms-report"


def report_url(text: OutgoingText) -> str:
    return settings.SITE_URL + PATH.format(token=sign(PURPOSE, str(text.pk)))


def text_id_of(token: str) -> int | None:
    """The id of the text whose address holds this token; None when we did not make it."""
    try:
        return int(unsign(PURPOSE, token))
    except (BadToken, ValueError):
        return None
