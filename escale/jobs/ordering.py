"""Files of beneficiaries are checked and large orders written, away from the page."""

from django.utils.translation import override
from procrastinate.contrib.django import app

from escale.journal.actor import Actor, Door
from escale.kernel.languages import FRENCH
from escale.ordering.actions import check_draft as checking
from escale.ordering.actions import place_order as placing
from escale.ordering.deferred import CHECK_DRAFT, PLACE_ORDER
from escale.ordering.models import Draft
from escale.ordering.terms import Terms
from escale.orders.states import PaymentMeans
from escale.tenancy.scopes import job_scope


@app.task(**CHECK_DRAFT.task)
def check_draft(draft_id: int, language: str = FRENCH) -> None:
    """What it says of the lines is kept as sentences, in the language of who sent them."""
    with override(language), job_scope(Draft, draft_id):
        checking.check_draft(draft_id=draft_id)


@app.task(**PLACE_ORDER.task)
def place_order(draft_id: int, payment_means: str, actor_label: str, user_id: int | None) -> None:
    actor = Actor(label=actor_label, door=Door.SCREEN, user_id=user_id)
    terms = Terms(PaymentMeans(payment_means))
    with job_scope(Draft, draft_id):
        placing.place_order(actor=actor, draft_id=draft_id, terms=terms)
