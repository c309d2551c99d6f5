from django.db.models.functions import Now

from escale.kernel.many import texts
from escale.sms.models import OutgoingText
from escale.sms.states import TextState


def cancel_texts(*, about: str | list[str]) -> int:
    """Stops every text about this, or these, that still waits; how many.

    One that is leaving has left.
    """
    abouts = texts([about] if isinstance(about, str) else about)
    waiting = OutgoingText.objects.due().filter(about__in=abouts)
    return waiting.update(state=TextState.CANCELLED, settled_at=Now())
