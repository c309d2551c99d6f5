import factory
from factory.django import DjangoModelFactory

from escale.clients.tests.factories import ClientFactory
from escale.hints.models import DismissedHint, LearnedDomain


class DismissedHintFactory(DjangoModelFactory[DismissedHint]):
    class Meta:
        model = DismissedHint

    client = factory.SubFactory(ClientFactory)
    typed = "yotmail.com"
    proposed = "yopmail.com"
    dismissed_by = "Alice"


class LearnedDomainFactory(DjangoModelFactory[LearnedDomain]):
    class Meta:
        model = LearnedDomain

    client = factory.SubFactory(ClientFactory)
    domain = "ateliers-kerdraon.example"
    people = 12
    is_familiar = True
