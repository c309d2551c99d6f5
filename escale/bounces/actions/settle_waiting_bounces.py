from django.db import transaction

from escale.bounces.actions.apply_bounce import apply_bounce
from escale.bounces.models import ReceivedBounce
from escale.bounces.parsing.verdicts import BounceClass
from escale.bounces.states import BounceState
from escale.mailing.actions.note_delivered import note_delivered
from escale.mailing.states import SETTLED

MOST_PER_RUN = 500


def settle_waiting_bounces() -> int:
    """Those that came before their message was written down as sent; how many were judged."""
    waiting = ReceivedBounce.objects.filter(state=BounceState.WAITING, message__state__in=SETTLED)
    numbers = list(waiting.order_by("id").values_list("pk", flat=True)[:MOST_PER_RUN])
    for number in numbers:
        _settle(number)
    return len(numbers)


@transaction.atomic
def _settle(number: int) -> None:
    held = ReceivedBounce.objects.select_for_update(of=("self",), skip_locked=True)
    bounce = held.filter(pk=number, state=BounceState.WAITING).first()
    if bounce is None:
        return
    if bounce.bounce_class == BounceClass.DELIVERED:
        note_delivered(message_id=bounce.message_id or 0)
        # Its message says it now.
        bounce.delete()
    else:
        apply_bounce(bounce=bounce)
