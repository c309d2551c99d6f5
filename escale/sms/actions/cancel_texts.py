from django.db.models.functions import Now

from escale.sms.models import OutgoingText
from escale.sms.states import TextState


def cancel_texts(*, about: str) -> int:
    """Stops every text about this that still waits; how many. One that is leaving has left."""
    waiting = OutgoingText.objects.due().filter(about=about)
    return waiting.update(state=TextState.CANCELLED, settled_at=Now())
