from datetime import datetime

from django.db import connection, transaction

from escale.dotations.states import BEFORE_FIRST_EMAIL, DotationStatus
from escale.journal.actor import Actor
from escale.ordering.errors import DraftBusy
from escale.ordering.models import Draft
from escale.ordering.queries import check_can_be_ordered, quote
from escale.ordering.states import DraftEvent, next_status
from escale.ordering.terms import Terms
from escale.orders.actions.create_order import NewOrder, create_order
from escale.orders.emails import send_order_placed
from escale.orders.models import Order
from escale.orders.states import ProductKind


@transaction.atomic
def place_order(*, actor: Actor, draft_id: int, terms: Terms) -> Order:
    """The order of a draft, all of its dotations or booklets, in one transaction.

    Run again, by a second click or after a worker's death, it returns the order already there.
    Raises DraftEmpty, DraftHasRefusedLines or OrderNumberTaken.
    """
    draft = Draft.objects.select_for_update(of=("self",)).get(pk=draft_id)
    status = next_status(draft.status, DraftEvent.PLACED)
    if draft.order is not None:
        return draft.order
    if status is None:
        raise DraftBusy
    due = quote(draft)
    check_can_be_ordered(due)
    new = NewOrder(
        placed_on=terms.day,
        placed_by=terms.placed_by or actor.label,
        payment_means=terms.payment_means,
        quantity=due.quantity,
        face_value=due.face_value,
        number=terms.number,
        product=ProductKind(draft.product),
        client_reference=draft.client_reference,
    )
    order = create_order(actor=actor, client=draft.client, new=new)
    if draft.is_paper:
        _insert_booklets(draft, order)
    else:
        _insert_dotations(draft, order, terms.moment)
    draft.lines.all().delete()
    draft.status = status
    draft.order = order
    draft.save(update_fields=["status", "order"])
    if terms.tells_client:
        send_order_placed(order)
    return order


def _insert_dotations(draft: Draft, order: Order, at: datetime) -> None:
    """Lines without a status are ordered, not paid yet; the others were taken over as they are."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO dotations_dotation
                (client_id, order_id, matricule, last_name, first_name, email, phone, amount,
                 status, invited_at, account_created_at, activated_at, search)
            SELECT %(client)s, %(order)s, matricule, last_name, first_name, email, phone, amount,
                   coalesce(nullif(status, ''), %(ordered)s),
                   CASE WHEN status = '' OR status = ANY(%(not_invited)s) THEN NULL ELSE %(at)s END,
                   CASE WHEN status = %(activated)s THEN %(at)s END,
                   CASE WHEN status = %(activated)s THEN %(at)s END,
                   search
            FROM ordering_draftline WHERE draft_id = %(draft)s ORDER BY id
            """,
            {
                "client": order.client_id,
                "order": order.pk,
                "ordered": DotationStatus.ORDERED,
                "not_invited": [*sorted(BEFORE_FIRST_EMAIL), DotationStatus.EMAIL_ERROR.value],
                "activated": DotationStatus.ACTIVATED,
                "at": at,
                "draft": draft.pk,
            },
        )


def _insert_booklets(draft: Draft, order: Order) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO orders_booklet (order_id, matricule, last_name, first_name, amount)
            SELECT %s, matricule, last_name, first_name, amount
            FROM ordering_draftline WHERE draft_id = %s ORDER BY id
            """,
            [order.pk, draft.pk],
        )
