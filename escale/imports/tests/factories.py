from datetime import timedelta

import factory
from factory.django import DjangoModelFactory

from escale.imports.models import Import
from escale.imports.states import ImportStatus
from escale.kernel import clock
from escale.orders.tests.factories import OrderFactory


class ImportFactory(DjangoModelFactory[Import]):
    """A preview without rows."""

    class Meta:
        model = Import

    order = factory.SubFactory(OrderFactory)
    client = factory.SelfAttribute("order.client")
    status = ImportStatus.READY
    author = "alice"
    file_name = "export.xlsx"
    expires_at = factory.LazyFunction(lambda: clock.now() + timedelta(hours=24))
