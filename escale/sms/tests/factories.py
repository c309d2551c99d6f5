from datetime import timedelta

import factory
from django.db.models import F
from django.db.models.functions import Now
from factory.django import DjangoModelFactory

from escale.sms.models import OutgoingText


class OutgoingTextFactory(DjangoModelFactory[OutgoingText]):
    class Meta:
        model = OutgoingText

    template = "greeting/texts/code"
    phone = factory.Sequence(lambda n: f"+3367602{n % 10_000:04}")
    about = factory.Sequence(lambda n: f"greeting:{n}")
    code_payload = factory.Sequence(lambda n: f"greeting.{n}")
    expires_at = factory.LazyFunction(lambda: Now() + timedelta(minutes=10))


def let_time_pass(**delay: float) -> None:
    """As if everything had happened earlier: the clock of texts is the database's."""
    past = timedelta(**delay)
    OutgoingText.objects.update(
        created_at=F("created_at") - past,
        expires_at=F("expires_at") - past,
        lease_until=F("lease_until") - past,
        sent_at=F("sent_at") - past,
    )
