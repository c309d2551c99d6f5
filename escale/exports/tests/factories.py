import factory
from factory.django import DjangoModelFactory

from escale.exports.models import Export
from escale.exports.states import ExportKind
from escale.orders.tests.factories import OrderFactory


class ExportFactory(DjangoModelFactory[Export]):
    """Asked for, still to be written."""

    class Meta:
        model = Export

    order = factory.SubFactory(OrderFactory)
    client = factory.SelfAttribute("order.client")
    user_id = 1
    kind = ExportKind.ORDER
    file_name = "export.xlsx"
    rows_expected = 20_000
