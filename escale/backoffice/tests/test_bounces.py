"""Staff look at what came back, and decide of what waits for them."""

import pytest
from django.test import Client as Browser

from escale.accounts.models import User
from escale.bounces.models import ReceivedBounce
from escale.bounces.states import BounceState
from escale.bounces.tests.made import kept, report, sent_message
from escale.journal.actor import Door
from escale.journal.models import JournalEntry
from escale.mailing.models import OutgoingMessage
from escale.mailing.return_address import return_address
from escale.mailing.states import MessageState

LIST = "/emetteur/bounces/receivedbounce/"
AGAINST_US = report(status="5.7.1", diagnostic="554 blocked using spamhaus")


@pytest.fixture
def console(staff: User, client: Browser) -> Browser:
    client.force_login(staff)
    return client


def unmatched() -> ReceivedBounce:
    content = report().replace(b"I'm sorry", b"<script>alert(1)</script> I'm sorry")
    return kept(content, "")


def held() -> ReceivedBounce:
    return kept(AGAINST_US, return_address(sent_message()))


def page_of(bounce: ReceivedBounce) -> str:
    return f"/emetteur/retours/{bounce.pk}/"


def test_staff_read_the_list_and_each_row(console: Browser) -> None:
    bounce = unmatched()
    assert "Retours d’e-mails à examiner\u00a0: 1" in console.get("/emetteur/").text
    assert console.get(LIST, {"state__in": "held,quarantined,unmatched"}).status_code == 200
    page = console.get(f"{LIST}{bounce.pk}/change/")
    assert page_of(bounce) in page.text
    assert 'name="_save"' not in page.text
    assert console.get(f"{LIST}add/").status_code == 403


def test_the_text_is_shown_and_nothing_in_it_runs(console: Browser) -> None:
    page = console.get(page_of(unmatched())).text
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
    assert console.get("/emetteur/retours/404/").status_code == 404


def test_a_bounce_is_attached_to_its_message(console: Browser) -> None:
    bounce, message = unmatched(), sent_message()
    wrong = console.post(page_of(bounce), {"decision": "applied", "message_id": 404}, follow=True)
    assert "Aucun e-mail envoyé" in wrong.text
    console.post(page_of(bounce), {"decision": "applied", "message_id": message.pk})
    bounce.refresh_from_db()
    message.refresh_from_db()
    assert (bounce.state, message.state) == (BounceState.APPLIED, MessageState.FAILED)
    entry = JournalEntry.objects.get()
    assert (entry.verb, entry.door) == ("bounce-attached", Door.OPERATOR)
    again = console.post(page_of(bounce), {"decision": "discarded"}, follow=True)
    assert "déjà été traité" in again.text
    assert 'name="decision"' not in again.text


@pytest.mark.parametrize(
    ("decision", "state"),
    [("applied", BounceState.APPLIED), ("discarded", BounceState.DISCARDED)],
)
def test_a_held_one_is_decided(console: Browser, decision: str, state: str) -> None:
    bounce = held()
    console.post(page_of(bounce), {"decision": decision})
    bounce.refresh_from_db()
    assert bounce.state == state


def test_an_unmatched_one_needs_a_message(console: Browser) -> None:
    bounce = unmatched()
    console.post(page_of(bounce), {"decision": "applied"})
    bounce.refresh_from_db()
    assert bounce.state == BounceState.UNMATCHED
    assert console.post(page_of(bounce), {"decision": "other"}).status_code == 200


@pytest.mark.parametrize(("action", "failed"), [("release", 1), ("discard", 0)])
def test_many_are_decided_at_once(console: Browser, action: str, failed: int) -> None:
    chosen = [held().pk, unmatched().pk]
    page = console.post(LIST, {"action": action, "_selected_action": chosen}, follow=True)
    # Released, the one without a message is refused.
    assert f"{2 - failed} retours traités, {failed} laissés" in page.text
    assert OutgoingMessage.objects.filter(state=MessageState.FAILED).count() == failed


def test_what_is_forgotten_says_so(console: Browser) -> None:
    bounce = unmatched()
    ReceivedBounce.objects.update(content=None)
    assert "plus conservé" in console.get(page_of(bounce)).text


@pytest.mark.parametrize(
    ("diagnostic", "remedy"),
    [
        ("550 5.1.0 Emetteur invalide. OFR004_405", "adresse d’expéditeur est refusée"),
        ("554 blocked using zen.spamhaus.org", "sur une liste de blocage"),
        ("550 5.7.1 no", "Un filtre du destinataire nous refuse"),
    ],
)
def test_staff_read_what_is_held_against_us_and_the_remedy(
    console: Browser, diagnostic: str, remedy: str
) -> None:
    content = report(status="5.0.0", diagnostic=diagnostic)
    bounce = kept(content, return_address(sent_message()))
    page = console.get(page_of(bounce)).text
    assert "Ce qui nous est reproché" in page
    assert remedy in page
    assert "Ce qui nous est reproché" not in console.get(page_of(unmatched())).text
