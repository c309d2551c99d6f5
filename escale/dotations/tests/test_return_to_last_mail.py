import pytest

from escale.dotations.actions.return_to_last_mail import return_to_last_mail
from escale.dotations.emails import send_activation
from escale.dotations.tests.factories import DotationFactory
from escale.kernel import clock
from escale.mailing.actions.cancel_these_messages import cancel_these_messages
from escale.mailing.models import OutgoingMessage
from escale.mailing.states import MessageState

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("email", ["lou@yopmail.example", "lou@soci\u00e9t\u00e9.example"])
def test_the_mail_before_counts_again_in_whichever_letters(email: str) -> None:
    row = DotationFactory.create(email=email)
    before = send_activation(row, at=clock.now())
    OutgoingMessage.objects.update(
        state=MessageState.SENT,
        sent_at=clock.now(),
        settled_at=clock.now(),
        next_attempt_at=None,
    )
    row.last_message = send_activation(row, at=clock.now())
    row.save()
    cancel_these_messages(ids=[row.last_message.pk])
    assert return_to_last_mail(cancelled=[row.last_message.pk]) == 1
    row.refresh_from_db()
    assert row.last_message == before
