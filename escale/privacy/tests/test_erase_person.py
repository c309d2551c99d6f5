"""The right to erasure: whoever asks is named nowhere any more, and orders still add up."""

import pytest

from escale.activation.models import Beneficiary
from escale.bounces.models import ReceivedBounce
from escale.bounces.states import BounceState, Why
from escale.dotations.models import Dotation
from escale.dotations.states import DotationStatus
from escale.dotations.tests.factories import DotationFactory
from escale.journal.actor import Actor, Door
from escale.journal.models import JournalEntry
from escale.mailing.models import OutgoingMessage
from escale.mailing.states import MessageState
from escale.mailing.tests.factories import OutgoingMessageFactory
from escale.privacy.actions.erase_person import erase_person
from escale.privacy.errors import AlreadyErased, StillServed
from escale.privacy.people import find_dotations, person_of
from escale.privacy.tests.made import EMAIL, PHONE, known_dotation, known_files, tables_that_name

pytestmark = pytest.mark.django_db
STAFF = Actor("staff", Door.OPERATOR)


@pytest.fixture
def known() -> Dotation:
    dotation = known_dotation()
    known_files(dotation)
    return dotation


def test_no_table_names_them_any_more(known: Dotation) -> None:
    others = DotationFactory.create(order=known.order, activated=True)
    assert len(tables_that_name()) == 9
    erase_person(actor=STAFF, dotation_id=known.pk)
    assert tables_that_name() == set()
    assert not Beneficiary.objects.exists()
    others.refresh_from_db()
    assert others.email


def test_the_figures_and_the_journal_stay(known: Dotation) -> None:
    erase_person(actor=STAFF, dotation_id=known.pk)
    row = Dotation.objects.get(pk=known.pk)
    assert (row.amount, row.status, row.activated_at) == (
        known.amount,
        DotationStatus.ACTIVATED,
        known.activated_at,
    )
    assert OutgoingMessage.objects.count() == 2
    entry = JournalEntry.objects.get(verb="person-erased")
    assert (entry.actor, entry.about, entry.changes) == ("staff", known.about, {})


def test_what_still_waits_does_not_leave(known: Dotation) -> None:
    waiting = OutgoingMessageFactory.create(about=known.about, recipient=EMAIL)
    erase_person(actor=STAFF, dotation_id=known.pk)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.recipient) == (MessageState.CANCELLED, "")


def test_nobody_loses_a_dotation_that_goes_on(known: Dotation) -> None:
    Dotation.objects.update(status=DotationStatus.AWAITING_ACTIVATION)
    with pytest.raises(StillServed):
        erase_person(actor=STAFF, dotation_id=known.pk)
    assert Dotation.objects.get().email == EMAIL


def test_once_is_enough(known: Dotation) -> None:
    erase_person(actor=STAFF, dotation_id=known.pk)
    with pytest.raises(AlreadyErased):
        erase_person(actor=STAFF, dotation_id=known.pk)


@pytest.mark.parametrize("named", ["paul@société.example", "Paul@XN--SOCIT-ESAB.example"])
def test_a_bounce_that_names_a_domain_otherwise_is_theirs(named: str) -> None:
    """An address is kept with its accents; a server answers in punycode, in capitals."""
    row = DotationFactory.create(activated=True, email="paul@société.example")
    bounce = ReceivedBounce.objects.create(
        digest="1",
        content=named.encode(),
        address=named,
        diagnostic=f"550 {named} unknown",
        bounce_class="failed",
        state=BounceState.DISCARDED,
        why=Why.UNKNOWN_MESSAGE,
    )
    erase_person(actor=STAFF, dotation_id=row.pk)
    bounce.refresh_from_db()
    assert (bounce.content, bounce.address, bounce.diagnostic) == (None, "", "")


def test_without_account_the_dotation_is_the_person() -> None:
    row = DotationFactory.create(activated=True)
    assert person_of(row).dotations == [row]
    erase_person(actor=STAFF, dotation_id=row.pk)
    row.refresh_from_db()
    assert (row.email, row.last_name) == ("", "effacé")


@pytest.mark.parametrize("typed", [EMAIL.upper(), PHONE, "06 98 76 54 32"])
def test_people_are_found_by_what_they_give(known: Dotation, typed: str) -> None:
    DotationFactory.create()
    assert find_dotations(typed) == [known]
    assert find_dotations(str(known.pk)) == [known]
    assert find_dotations("") == []
