from collections.abc import Sequence

from django.db.models import F, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat

from escale.dotations.models import Dotation
from escale.kernel.many import numbers
from escale.mailing.models import OutgoingMessage
from escale.mailing.states import GONE, MessageState


def return_to_last_mail(*, cancelled: Sequence[int]) -> int:
    """Dotations whose newest mail is one of these, which never left, follow the one before again.

    An « Erreur e-mail » tells its cause once more. How many dotations.
    """
    # A message keeps its recipient as it travels, so the one before is compared with this one.
    earlier = (
        OutgoingMessage.objects.filter(
            about=Concat(Value("dotation:"), Cast(OuterRef("pk"), TextField())),
            recipient=Subquery(_recipient_of(OuterRef(OuterRef("last_message")))),
            state__in=sorted(GONE | {MessageState.FAILED}),
        )
        .order_by("-pk")
        .values("pk")[:1]
    )
    return Dotation.objects.filter(
        last_message__in=numbers(cancelled), last_message__state=MessageState.CANCELLED
    ).update(
        last_message=Coalesce(Subquery(earlier), F("last_message")), revision=F("revision") + 1
    )


def _recipient_of(message: OuterRef) -> QuerySet[OutgoingMessage, str]:
    return OutgoingMessage.objects.filter(pk=message).values_list("recipient", flat=True)
