import factory
from factory.django import DjangoModelFactory

from escale.clients.tests.factories import ClientFactory
from escale.ordering.models import Draft
from escale.orders.states import ProductKind


class DraftFactory(DjangoModelFactory[Draft]):
    """An empty draft of Connect; `paper=True` for one of Classic."""

    class Meta:
        model = Draft

    class Params:
        paper = factory.Trait(product=ProductKind.CLASSIC)

    client = factory.SubFactory(ClientFactory)
    product = ProductKind.CONNECT
    opened_by = "alice"
