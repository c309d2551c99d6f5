"""« Comptes créés sans application »: another e-mail, to each person once."""

from datetime import timedelta

import pytest

from escale.clients.models import Member
from escale.dotations.actions.activate_dotation import activate_dotation
from escale.dotations.tests.factories import DotationFactory
from escale.journal.actor import SYSTEM
from escale.journal.models import JournalEntry
from escale.mailing.models import OutgoingMessage
from escale.mass_sends.actions.advance_mass_send import advance_mass_send
from escale.mass_sends.actions.plan_mass_send import plan_mass_send
from escale.mass_sends.choices import Choice
from escale.mass_sends.models import Scope
from escale.mass_sends.queries import SendFigures, figures, tally
from escale.mass_sends.states import Verdict
from escale.mass_sends.tests.test_mass_sends import minute_over, order, sent_whole, wanted, written
from escale.orders.models import Order
from escale.orders.tests.factories import OrderFactory

__all__ = ["order"]
pytestmark = pytest.mark.django_db
ACCOUNTS = Choice(Scope.ACCOUNTS)


def test_each_person_once_and_nobody_else(alice: Member, order: Order) -> None:
    DotationFactory.create(order=order)
    DotationFactory.create(order=order, in_error=True)
    DotationFactory.create(order=order, activated=True)
    DotationFactory.create(order=order, account_created=True, email="seul@yopmail.example")
    DotationFactory.create(order=order, account_created=True, email="deux@yopmail.example")
    other = OrderFactory.create(client=alice.client)
    DotationFactory.create(order=other, account_created=True, email="Deux@yopmail.example")
    written(other, ago=timedelta(minutes=9), account_created=True)
    DotationFactory.create(account_created=True)  # another client's
    assert tally(alice, ACCOUNTS).left_out == {Verdict.SAME_PERSON: 1, Verdict.RECENT: 1}
    mass_send = sent_whole(alice, wanted(2, ACCOUNTS))
    assert figures(mass_send) == SendFigures(on_their_way=2, excluded=2)
    mails = OutgoingMessage.objects.filter(state="queued").order_by("recipient")
    assert [message.recipient.partition("@")[0] for message in mails] == ["deux", "seul"]
    assert {message.template for message in mails} == {"dotations/emails/application_reminder"}
    assert "activation" not in mails[0].links
    verbs = JournalEntry.objects.filter(about__startswith="dotation:").values_list("verb")
    assert set(verbs) == {("application-reminded",)}


def test_who_activates_in_the_minute_is_refused(alice: Member, order: Order) -> None:
    rows = DotationFactory.create_batch(2, order=order, account_created=True)
    mass_send = plan_mass_send(member=alice, wanted=wanted(2, ACCOUNTS))
    activate_dotation(actor=SYSTEM, dotation_id=rows[0].pk)
    minute_over(mass_send)
    advance_mass_send(mass_send_id=mass_send.pk)
    assert figures(mass_send) == SendFigures(on_their_way=1, refused=1)
