from escale.clients.models import Client
from escale.journal.actor import Actor
from escale.ordering.models import Draft
from escale.orders.states import ProductKind


def open_draft(*, actor: Actor, client: Client, product: ProductKind) -> Draft:
    """An empty order to prepare; nothing is committed to, so nothing is journaled."""
    return Draft.objects.create(client=client, product=product, opened_by=actor.label)
