from datetime import timedelta

import pytest
from django.db.models import F

from escale.activation.actions.resend_link import resend_link
from escale.dotations.brake import ACTIVATION
from escale.dotations.models import Dotation
from escale.dotations.tests.factories import DotationFactory
from escale.kernel import clock
from escale.mailing.models import OutgoingMessage
from escale.mailing.states import MessageState
from escale.mailing.tests.factories import OutgoingMessageFactory

pytestmark = pytest.mark.django_db


def test_a_beneficiary_obeys_the_ten_minutes_never_the_ten() -> None:
    row = DotationFactory.create()
    OutgoingMessageFactory.create_batch(
        12,
        template=ACTIVATION,
        client_id=row.client_id,
        about=row.about,
        state=MessageState.SENT,
        next_attempt_at=None,
        sent_at=clock.now(),
        settled_at=clock.now(),
    )
    Dotation.objects.update(last_message=OutgoingMessage.objects.latest("id"))
    for minutes, leaves in ((9, False), (2, True)):
        past = timedelta(minutes=minutes)
        OutgoingMessage.objects.update(created_at=F("created_at") - past)
        assert resend_link(dotation_id=row.pk) is leaves
