from django.db import connection, transaction

from escale.dotations.emails import send_first_activations
from escale.dotations.models import Dotation
from escale.dotations.states import DotationStatus
from escale.kernel import clock
from escale.mailing.models import OutgoingMessage
from escale.orders.models import Order


@transaction.atomic
def queue_first_emails(*, order: Order, most: int) -> int:
    """First e-mails of a locked order, up to `most` of them; how many.

    A dotation that has its message is passed over: the next call goes on where this one stopped,
    also after a worker's death.
    """
    dotations = list(
        Dotation.objects.select_for_update()
        .filter(order=order, status=DotationStatus.INTEGRATION, last_message=None)
        .order_by("id")[:most]
    )
    if not dotations:
        return 0
    for dotation in dotations:
        # Known already: no query for each of them.
        dotation.order, dotation.client = order, order.client
    _attach(dotations, send_first_activations(dotations, at=clock.database_now()))
    return len(dotations)


def _attach(dotations: list[Dotation], messages: list[OutgoingMessage]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE dotations_dotation SET last_message_id = queued.message_id
            FROM unnest(%s::bigint[], %s::bigint[]) AS queued(dotation_id, message_id)
            WHERE dotations_dotation.id = queued.dotation_id
            """,
            [[dotation.pk for dotation in dotations], [message.pk for message in messages]],
        )
