from datetime import UTC, datetime

import factory
from django.contrib.auth.hashers import make_password
from factory.django import DjangoModelFactory

from escale.activation.models import Beneficiary, Holding
from escale.dotations.models import Dotation
from escale.dotations.tests.factories import DotationFactory

PASSWORD = "quatre mots faciles a retenir"  # of nobody
SECRET = "271904"
CREATED = datetime(2020, 9, 2, tzinfo=UTC)


class BeneficiaryFactory(DjangoModelFactory[Beneficiary]):
    """An account after the first step; traits are named after the next ones."""

    class Meta:
        model = Beneficiary

    class Params:
        with_password = factory.Trait(
            password=factory.LazyFunction(lambda: make_password(PASSWORD)), password_generation=1
        )
        configured = factory.Trait(with_password=True, phone="+33609679607", configured_at=CREATED)

    email = factory.Sequence(lambda n: f"is-lef{n}@yopmail.example")
    last_name = "FERBACH"
    first_name = "louise"


def holding(beneficiary: Beneficiary, **fields: object) -> Dotation:
    """A dotation of this account that waits for the application."""
    dotation = DotationFactory.create(
        **({"email": beneficiary.email, "account_created": True} | fields)
    )
    Holding.objects.create(dotation=dotation, beneficiary=beneficiary)
    return dotation
