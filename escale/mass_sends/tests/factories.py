from uuid import uuid4

import factory
from factory.django import DjangoModelFactory

from escale.clients.tests.factories import ClientFactory
from escale.kernel import clock
from escale.mass_sends.models import MassSend, Scope


class MassSendFactory(DjangoModelFactory[MassSend]):
    """A send whose minute has just begun, to nobody yet."""

    class Meta:
        model = MassSend

    client = factory.SubFactory(ClientFactory)
    request_id = factory.LazyFunction(uuid4)
    scope = Scope.ALL
    author = "Hélène Tanguy"
    leaves_at = factory.LazyFunction(clock.database_now)
