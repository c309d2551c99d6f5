from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from escale.clients.models import Member, Role
from escale.clients.tests.factories import MemberFactory
from escale.dotations.figures import attention
from escale.dotations.queries import found_dotations
from escale.dotations.search import Criteria
from escale.dotations.situations import Situation
from escale.dotations.tests.factories import DotationFactory
from escale.journal.queries import entries_about
from escale.mailing.models import OutgoingMessage
from escale.mailing.rendering import render_message
from escale.reminders.actions.announce_expiry import announce_expiry
from tests.personas import SignIn

pytestmark = pytest.mark.django_db
LAST = date(2022, 12, 31)
PARIS = ZoneInfo("Europe/Paris")


def at(days_before: int) -> time_machine.travel:
    day = LAST - timedelta(days=days_before)
    return time_machine.travel(datetime(day.year, day.month, day.day, 9, tzinfo=PARIS), tick=False)


@pytest.fixture
def manager(alice: Member) -> Member:
    alice.client.email = "cse@yopmail.example"
    alice.client.save()
    DotationFactory.create_batch(2, order__client=alice.client)
    DotationFactory.create(order__client=alice.client, activated=True)
    MemberFactory.create(client=alice.client, role=Role.MANAGER, user__email="bob@yopmail.example")
    MemberFactory.create(client=alice.client, role=Role.READER, user__email="bea@yopmail.example")
    return alice


def days_told(first: int, last: int) -> list[int]:
    told = []
    for days_before in range(first, last - 1, -1):
        with at(days_before):
            if announce_expiry():
                told.append(days_before)
    return told


def test_told_at_sixty_and_fifteen_days_who_may_act(manager: Member) -> None:
    assert days_told(70, -5) == [60, 15]
    recipients = sorted(OutgoingMessage.objects.values_list("recipient", flat=True))
    assert recipients == ["bob@yopmail.example"] * 2 + ["cse@yopmail.example"] * 2
    rendered = render_message(OutgoingMessage.objects.earliest("id"))
    assert "2 dotations expirent le 31\u00a0décembre\u00a02022" in rendered.subject
    assert "/dotations/?situation=expiring" in rendered.text
    lines = entries_about(manager.client.about).filter(verb="expiry-announced")
    assert [line.changes["dotations"] for line in lines] == [["", "2"]] * 2


def test_days_that_were_missed_are_told_once(manager: Member) -> None:
    assert days_told(40, 30) == [40]
    assert days_told(10, 0) == [10]
    assert days_told(10, 0) == []


@pytest.mark.parametrize(("days_before", "counted"), [(61, 0), (60, 2), (0, 2), (-1, 0)])
def test_home_counts_them_and_opens_their_list(
    manager: Member, sign_in: SignIn, days_before: int, counted: int
) -> None:
    with at(days_before):
        found = attention(manager).get(Situation.EXPIRING)
        assert (found.number if found else 0) == counted
        assert found_dotations(manager, Criteria(), Situation.EXPIRING).count() == counted
        page = sign_in(manager).get("/mes-services/").text
        assert ("Dotations expirent le 31/12/2022" in page) == bool(counted)
