from datetime import UTC, datetime, timedelta

import pytest

from escale.clients.models import Member
from escale.dotations import undoing
from escale.dotations.actions.correct_contact import correct_contact
from escale.dotations.actions.resend_activation import resend_activation
from escale.dotations.actions.undo_correction import undo_correction
from escale.dotations.brake import Brake
from escale.dotations.contact import Contact
from escale.dotations.errors import (
    ContactChangedMeanwhile,
    DotationActivated,
    EmailLocked,
    NothingToUndo,
)
from escale.dotations.models import Dotation
from escale.dotations.outcome import Correction, Outcome
from escale.dotations.states import DotationStatus
from escale.dotations.tests.factories import DotationFactory
from escale.dotations.undoing import former_contacts
from escale.journal.actor import Actor, Door
from escale.journal.queries import entries_about
from escale.mailing.models import OutgoingMessage
from escale.mailing.states import MessageState

pytestmark = pytest.mark.django_db
OLD = Contact("lea@yopmail.example", "+33676028937")
NEW = Contact("lea.loir@yopmail.example", "+33688983589")


@pytest.fixture
def row() -> Dotation:
    return DotationFactory.create(email=OLD.email, phone=OLD.phone)


def correct(member: Member, row: Dotation, contact: Contact) -> Dotation:
    done = correct_contact(actor=member.actor, dotation_id=row.pk, contact=contact)
    return done.dotation


def undo(member: Member, row: Dotation) -> Correction:
    return undo_correction(actor=member.actor, dotation_id=row.pk, revision=row.revision)


def leaving() -> list[tuple[str, str]]:
    waiting = OutgoingMessage.objects.exclude(state=MessageState.CANCELLED).order_by("pk")
    return [(message.template.rpartition("/")[2], message.recipient) for message in waiting]


@pytest.mark.parametrize(
    ("contact", "outcome", "mail"),
    [
        (Contact(NEW.email, OLD.phone), Outcome.EMAIL_CHANGED, "activation"),
        (Contact(OLD.email, NEW.phone), Outcome.PHONE_CHANGED, "phone_changed"),
        (NEW, Outcome.BOTH_CHANGED, "activation"),
    ],
)
def test_the_former_contact_comes_back_with_its_mail(
    alice: Member, row: Dotation, contact: Contact, outcome: Outcome, mail: str
) -> None:
    corrected = correct(alice, row, contact)
    undone = undo(alice, corrected)
    assert undone.outcome == outcome
    assert (undone.dotation.email, undone.dotation.phone) == (OLD.email, OLD.phone)
    # The mail of the correction had not left: it never does.
    assert leaving() == [(mail, OLD.email)]


def test_whoever_was_written_to_by_mistake_is_told(alice: Member, row: Dotation) -> None:
    corrected = correct(alice, row, NEW)
    at = datetime(2026, 1, 1, tzinfo=UTC)
    OutgoingMessage.objects.update(
        state=MessageState.SENT, sent_at=at, settled_at=at, next_attempt_at=None
    )
    generation = corrected.link_generation
    undone = undo(alice, corrected)
    assert leaving()[1:] == [("activation", OLD.email), ("address_replaced", NEW.email)]
    # The link that they hold is dead.
    assert undone.dotation.link_generation == generation + 1


def test_the_journal_tells_it(alice: Member, row: Dotation) -> None:
    undo(alice, correct(alice, row, NEW))
    entry = entries_about(row.about)[0]
    assert (entry.verb, entry.actor) == ("correction-undone", str(alice.user))
    assert entry.changes == {"email": [NEW.email, OLD.email], "phone": [NEW.phone, OLD.phone]}


def test_sent_twice_it_acts_once(alice: Member, row: Dotation) -> None:
    corrected = correct(alice, row, NEW)
    undo(alice, corrected)
    before = leaving()
    assert undo(alice, corrected).outcome == Outcome.ALREADY_DONE
    assert leaving() == before


def test_a_row_changed_meanwhile_is_not_overwritten(
    alice: Member, bob: Member, row: Dotation
) -> None:
    corrected = correct(alice, row, NEW)
    correct(bob, row, Contact("lea@autre.example", NEW.phone))
    with pytest.raises(ContactChangedMeanwhile, match=r"lea@autre\.example"):
        undo(alice, corrected)


def test_one_s_own_is_undone_though_the_mail_was_sent_again(alice: Member, row: Dotation) -> None:
    correct(alice, row, NEW)
    again = resend_activation(actor=alice.actor, dotation_id=row.pk, brake=Brake.OFF).dotation
    assert undo(alice, again).dotation.email == OLD.email


def test_nothing_to_undo_without_a_correction(alice: Member, row: Dotation) -> None:
    with pytest.raises(NothingToUndo):
        undo(alice, row)


def test_a_colleague_s_correction_is_theirs_to_undo(
    alice: Member, bob: Member, row: Dotation
) -> None:
    corrected = correct(alice, row, NEW)
    with pytest.raises(NothingToUndo):
        undo(bob, corrected)


def test_an_import_is_undone_as_a_whole(alice: Member, row: Dotation) -> None:
    actor = Actor(str(alice.user), Door.IMPORT, alice.user_id)
    correct_contact(actor=actor, dotation_id=row.pk, contact=NEW)
    row.refresh_from_db()
    with pytest.raises(NothingToUndo):
        undo(alice, row)


def test_only_for_a_while(alice: Member, row: Dotation, monkeypatch: pytest.MonkeyPatch) -> None:
    corrected = correct(alice, row, NEW)
    monkeypatch.setattr(undoing, "UNDONE_WITHIN", timedelta(0))
    with pytest.raises(NothingToUndo):
        undo(alice, corrected)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"account_created_at": datetime(2026, 1, 1, tzinfo=UTC)}, EmailLocked),
        (
            {
                "status": DotationStatus.ACTIVATED,
                "activated_at": datetime(2026, 1, 1, tzinfo=UTC),
            },
            DotationActivated,
        ),
    ],
)
def test_the_rules_are_those_of_a_correction(
    alice: Member, row: Dotation, changes: dict[str, object], refusal: type[Exception]
) -> None:
    corrected = correct(alice, row, NEW)
    Dotation.objects.filter(pk=row.pk).update(**changes)
    with pytest.raises(refusal):
        undo(alice, corrected)


def test_a_page_of_rows_costs_one_query(
    alice: Member, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    rows = [correct(alice, DotationFactory.create(), NEW) for _ in range(3)]
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert set(former_contacts(rows, user_id=alice.user_id)) == {row.pk for row in rows}
