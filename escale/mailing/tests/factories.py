from datetime import timedelta

import factory
from django.db.models import F
from factory.django import DjangoModelFactory

from escale.mailing.links import SignedLink
from escale.mailing.models import OutgoingMessage


class OutgoingMessageFactory(DjangoModelFactory[OutgoingMessage]):
    class Meta:
        model = OutgoingMessage

    template = "letter"
    recipient = factory.Sequence(lambda n: f"personne{n}@yopmail.example")
    context = factory.LazyFunction(lambda: {"name": "Chloé"})
    links = factory.LazyFunction(
        lambda: {"open": SignedLink("/lettre/{token}", "letter", "7").stored()}
    )
    about = factory.Sequence(lambda n: f"letter:{n}")


def let_time_pass(**delay: float) -> None:
    """As if everything in the outbox had happened earlier: its clock is the database's."""
    past = timedelta(**delay)
    OutgoingMessage.objects.update(
        created_at=F("created_at") - past,
        next_attempt_at=F("next_attempt_at") - past,
        lease_until=F("lease_until") - past,
    )
