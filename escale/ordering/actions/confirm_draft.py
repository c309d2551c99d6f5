from django.db import transaction

from escale.clients.turns import turn_of
from escale.journal.actor import Actor
from escale.ordering.actions.place_order import place_order
from escale.ordering.deferred import PLACE_ORDER
from escale.ordering.errors import DraftBusy, DraftChanged
from escale.ordering.models import Draft
from escale.ordering.queries import check_can_be_ordered, quote
from escale.ordering.states import DraftEvent, DraftStatus, next_status
from escale.ordering.terms import Terms
from escale.orders.queries import check_is_offered
from escale.orders.states import PaymentMeans

# Written while the person waits; beyond, a job does it and the page follows.
LINES_AT_ONCE = 2_000


@transaction.atomic
def confirm_draft(
    *, actor: Actor, draft_id: int, payment_means: PaymentMeans, expected_total: int
) -> Draft:
    """Order what the person saw, for `expected_total` cents; a second click changes nothing.

    Raises DraftBusy, DraftEmpty, DraftHasRefusedLines, DraftChanged or PaymentMeansNotOffered.
    """
    draft = Draft.objects.select_for_update(of=("self",)).get(pk=draft_id)
    if draft.status in (DraftStatus.PLACED, DraftStatus.PLACING):
        return draft
    status = next_status(draft.status, DraftEvent.CONFIRMED)
    if status is None:
        raise DraftBusy
    due = quote(draft)
    check_can_be_ordered(due)
    if due.total != expected_total:
        raise DraftChanged
    check_is_offered(payment_means)
    if due.line_count <= LINES_AT_ONCE:
        place_order(actor=actor, draft_id=draft.pk, terms=Terms(payment_means))
        draft.refresh_from_db()
        return draft
    draft.status = status
    draft.save(update_fields=["status"])
    PLACE_ORDER.configure(lock=turn_of(draft.client_id)).defer(
        draft_id=draft.pk,
        payment_means=payment_means.value,
        actor_label=actor.label,
        user_id=actor.user_id,
    )
    return draft
