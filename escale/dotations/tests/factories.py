from datetime import UTC, datetime
from typing import Any

import factory
from factory.django import DjangoModelFactory

from escale.dotations.models import Dotation
from escale.dotations.search import search_text
from escale.dotations.states import DotationStatus
from escale.orders.tests.factories import OrderFactory


class DotationFactory(DjangoModelFactory[Dotation]):
    """A dotation that awaits its activation; traits are named after the other states."""

    class Meta:
        model = Dotation

    class Params:
        in_production = factory.Trait(status=DotationStatus.PRODUCTION, invited_at=None)
        in_error = factory.Trait(status=DotationStatus.EMAIL_ERROR)
        account_created = factory.Trait(account_created_at=datetime(2020, 9, 2, tzinfo=UTC))
        activated = factory.Trait(
            status=DotationStatus.ACTIVATED,
            account_created_at=datetime(2020, 9, 2, tzinfo=UTC),
            activated_at=datetime(2020, 9, 3, tzinfo=UTC),
        )

    @classmethod
    def _create(cls, model_class: type[Dotation], *args: Any, **values: Any) -> Dotation:
        """Its message is its client's, as all that the product writes."""
        dotation: Dotation = super()._create(model_class, *args, **values)
        message = dotation.last_message
        if message and message.client_id is None:
            message.client_id = dotation.client_id
            message.save(update_fields=["client_id"])
        return dotation

    order = factory.SubFactory(OrderFactory)
    client = factory.SelfAttribute("order.client")
    matricule = factory.Sequence(lambda n: f"{n:03d}")
    last_name = "FERBACH"
    first_name = "louise"
    email = factory.Sequence(lambda n: f"is-lef{n}@yopmail.example")
    phone = "+33609679607"
    amount = 15_000
    status = DotationStatus.AWAITING_ACTIVATION
    invited_at = datetime(2020, 9, 1, tzinfo=UTC)
    search = factory.LazyAttribute(
        lambda row: search_text(
            matricule=row.matricule,
            last_name=row.last_name,
            first_name=row.first_name,
            email=row.email,
            phone=row.phone,
        )
    )
