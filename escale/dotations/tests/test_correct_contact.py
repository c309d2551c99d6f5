from datetime import UTC, datetime

import pytest
from pytest_django import Settings

from escale.clients.models import Member
from escale.dotations.actions.correct_contact import correct_contact
from escale.dotations.contact import Contact, ContactRefused
from escale.dotations.errors import (
    ContactChangedMeanwhile,
    DotationActivated,
    DotationRefused,
    EmailLocked,
    FirstEmailNotSent,
)
from escale.dotations.models import Dotation
from escale.dotations.outcome import Outcome
from escale.dotations.search import search_text
from escale.dotations.states import EDITABLE, DotationStatus
from escale.dotations.tests.factories import DotationFactory
from escale.journal.actor import Actor, Door
from escale.journal.queries import entries_about
from escale.mailing.models import OutgoingMessage
from escale.mailing.states import MessageState

ACTIVATION = "dotations/emails/activation"
PHONE_CHANGED = "dotations/emails/phone_changed"
NEW_EMAIL = "louise.ferbach@yopmail.example"
NEW_PHONE = "+33688983589"
NOW = datetime(2020, 9, 1, tzinfo=UTC)
IMPORT = Actor("Alice", Door.IMPORT)


def contact_of(dotation: Dotation, *, email: str = "", phone: str = "") -> Contact:
    return Contact(email=email or dotation.email, phone=phone or dotation.phone)


def templates() -> list[str]:
    waiting = OutgoingMessage.objects.exclude(state=MessageState.CANCELLED)
    return sorted(waiting.values_list("template", flat=True))


@pytest.mark.django_db
class TestWhichMailFollows:
    """R36: exactly one mail to the beneficiary for one validation."""

    def test_address_only(self, alice: Member) -> None:
        row = DotationFactory.create(in_error=True)
        done = correct_contact(
            actor=alice.actor, dotation_id=row.pk, contact=contact_of(row, email=NEW_EMAIL)
        )
        assert done.outcome == Outcome.EMAIL_CHANGED
        assert templates() == [ACTIVATION]
        message = OutgoingMessage.objects.get()
        assert message.recipient == NEW_EMAIL
        assert message.context["phone_changed"] is False

    def test_phone_only(self, alice: Member) -> None:
        row = DotationFactory.create()
        done = correct_contact(
            actor=alice.actor, dotation_id=row.pk, contact=contact_of(row, phone=NEW_PHONE)
        )
        assert done.outcome == Outcome.PHONE_CHANGED
        assert templates() == [PHONE_CHANGED]
        message = OutgoingMessage.objects.get()
        assert message.recipient == row.email
        # While no account exists it carries the activation link, so that both texts hold.
        assert "activation" in message.links

    def test_both(self, alice: Member) -> None:
        row = DotationFactory.create()
        done = correct_contact(
            actor=alice.actor, dotation_id=row.pk, contact=Contact(NEW_EMAIL, NEW_PHONE)
        )
        assert done.outcome == Outcome.BOTH_CHANGED
        assert templates() == [ACTIVATION]
        context = OutgoingMessage.objects.get().context
        assert context["phone_changed"] is True
        assert context["masked_phone"] == "06 •• •• 35 89"

    def test_nothing_changed_resends(self, alice: Member) -> None:
        row = DotationFactory.create()
        done = correct_contact(actor=alice.actor, dotation_id=row.pk, contact=contact_of(row))
        assert done.outcome == Outcome.RESENT
        assert templates() == [ACTIVATION]

    def test_letter_case_is_no_change(self, alice: Member) -> None:
        row = DotationFactory.create(email="Louise@yopmail.example")
        contact = contact_of(row, email="louise@yopmail.example")
        done = correct_contact(actor=alice.actor, dotation_id=row.pk, contact=contact)
        assert done.outcome == Outcome.RESENT

    def test_account_created_phone_only(self, alice: Member) -> None:
        row = DotationFactory.create(account_created=True)
        contact = contact_of(row, phone=NEW_PHONE)
        correct_contact(actor=alice.actor, dotation_id=row.pk, contact=contact)
        message = OutgoingMessage.objects.get()
        assert message.template == PHONE_CHANGED
        assert set(message.links) == {"tracking"}

    def test_the_former_address_is_told_when_it_had_accepted_a_mail(self, alice: Member) -> None:
        row = DotationFactory.create(email="ancienne@yopmail.example")
        correct_contact(actor=alice.actor, dotation_id=row.pk, contact=contact_of(row))
        OutgoingMessage.objects.update(
            state=MessageState.SENT, sent_at=NOW, settled_at=NOW, next_attempt_at=None
        )
        contact = contact_of(row, email=NEW_EMAIL)
        correct_contact(actor=alice.actor, dotation_id=row.pk, contact=contact)
        notice = OutgoingMessage.objects.get(template="dotations/emails/address_replaced")
        assert notice.recipient == "ancienne@yopmail.example"
        assert notice.context == {}
        assert notice.links == {}

    def test_a_mail_still_waiting_does_not_leave_as_well(self, alice: Member) -> None:
        row = DotationFactory.create()
        correct_contact(actor=alice.actor, dotation_id=row.pk, contact=contact_of(row))
        correct_contact(
            actor=alice.actor, dotation_id=row.pk, contact=contact_of(row, email=NEW_EMAIL)
        )
        states = OutgoingMessage.objects.order_by("pk").values_list("recipient", "state")
        assert list(states) == [(row.email, "cancelled"), (NEW_EMAIL, "queued")]


@pytest.mark.django_db
class TestWhatChanges:
    def test_status_search_links_and_journal(self, alice: Member) -> None:
        row = DotationFactory.create(in_error=True)
        former = row.email
        done = correct_contact(
            actor=alice.actor, dotation_id=row.pk, contact=Contact(NEW_EMAIL, NEW_PHONE)
        )
        row.refresh_from_db()
        assert row.status == DotationStatus.AWAITING_ACTIVATION
        assert (row.email, row.phone) == (NEW_EMAIL, NEW_PHONE)
        assert row.search == search_text(
            matricule=row.matricule,
            last_name=row.last_name,
            first_name=row.first_name,
            email=NEW_EMAIL,
            phone=NEW_PHONE,
        )
        assert row.link_generation == 1
        assert row.last_message == done.dotation.last_message
        entry = entries_about(row.about).get()
        assert (entry.verb, entry.actor, entry.door) == (
            "contact-corrected",
            str(alice.user),
            Door.SCREEN,
        )
        assert entry.changes == {
            "phone": ["+33609679607", NEW_PHONE],
            "email": [former, NEW_EMAIL],
        }
        assert entry.message_id == row.last_message_id

    def test_a_new_address_has_not_been_opened(self, alice: Member) -> None:
        row = DotationFactory.create(opened_at=NOW)
        contact = contact_of(row, email=NEW_EMAIL)
        correct_contact(actor=alice.actor, dotation_id=row.pk, contact=contact)
        row.refresh_from_db()
        assert row.opened_at is None

    def test_a_new_phone_keeps_the_links_alive(self, alice: Member) -> None:
        row = DotationFactory.create(opened_at=NOW)
        contact = contact_of(row, phone=NEW_PHONE)
        correct_contact(actor=alice.actor, dotation_id=row.pk, contact=contact)
        row.refresh_from_db()
        assert row.link_generation == 0
        assert row.opened_at is not None

    def test_a_shared_address_or_phone_never_blocks(self, alice: Member) -> None:
        other = DotationFactory.create()
        row = DotationFactory.create(order=other.order)
        contact = Contact(other.email, other.phone)
        done = correct_contact(actor=alice.actor, dotation_id=row.pk, contact=contact)
        assert done.outcome == Outcome.EMAIL_CHANGED

    def test_resending_leaves_the_error_until_the_relay_accepts(self, alice: Member) -> None:
        row = DotationFactory.create(in_error=True)
        correct_contact(actor=alice.actor, dotation_id=row.pk, contact=contact_of(row))
        row.refresh_from_db()
        assert row.status == DotationStatus.EMAIL_ERROR


@pytest.mark.django_db
class TestRefusals:
    @pytest.mark.parametrize("status", sorted(set(DotationStatus) - EDITABLE))
    def test_every_other_status(self, alice: Member, status: DotationStatus) -> None:
        row = DotationFactory.create(status=status, activated_at=NOW)
        with pytest.raises(DotationRefused) as refusal:
            correct_contact(
                actor=alice.actor, dotation_id=row.pk, contact=contact_of(row, email=NEW_EMAIL)
            )
        assert str(refusal.value)
        assert not OutgoingMessage.objects.exists()
        assert not entries_about(row.about).exists()

    def test_activated_says_so(self, alice: Member) -> None:
        row = DotationFactory.create(activated=True)
        with pytest.raises(DotationActivated, match="est activée"):
            correct_contact(actor=alice.actor, dotation_id=row.pk, contact=contact_of(row))

    def test_address_of_an_account(self, alice: Member) -> None:
        row = DotationFactory.create(account_created=True)
        with pytest.raises(EmailLocked, match="Compte créé, dotation non activée, le salarié"):
            correct_contact(
                actor=alice.actor, dotation_id=row.pk, contact=Contact(NEW_EMAIL, NEW_PHONE)
            )
        row.refresh_from_db()
        assert row.phone != NEW_PHONE

    def test_resend_to_an_account(self, alice: Member) -> None:
        row = DotationFactory.create(account_created=True)
        with pytest.raises(DotationRefused, match="doit télécharger l’application"):
            correct_contact(actor=alice.actor, dotation_id=row.pk, contact=contact_of(row))
        assert not OutgoingMessage.objects.exists()

    def test_both_fields_are_judged_at_once(self) -> None:
        with pytest.raises(ContactRefused) as refusal:
            Contact.parsed(email="louise", phone="0142")
        assert "@" in str(refusal.value.email)
        assert "chiffres" in str(refusal.value.phone)


@pytest.mark.django_db
class TestBeforeTheFirstMail:
    """R29: read-only on screen, corrected by import without any mail."""

    def test_screen(self, alice: Member) -> None:
        row = DotationFactory.create(in_production=True)
        with pytest.raises(FirstEmailNotSent):
            correct_contact(
                actor=alice.actor, dotation_id=row.pk, contact=contact_of(row, email=NEW_EMAIL)
            )

    def test_import(self) -> None:
        row = DotationFactory.create(in_production=True)
        done = correct_contact(
            actor=IMPORT, dotation_id=row.pk, contact=contact_of(row, email=NEW_EMAIL)
        )
        assert done.outcome == Outcome.STORED
        assert done.dotation.status == DotationStatus.PRODUCTION
        assert not OutgoingMessage.objects.exists()

    def test_screen_opened_by_the_setting(self, alice: Member, settings: Settings) -> None:
        settings.EDITABLE_BEFORE_FIRST_EMAIL = True
        row = DotationFactory.create(in_production=True)
        done = correct_contact(
            actor=alice.actor, dotation_id=row.pk, contact=contact_of(row, email=NEW_EMAIL)
        )
        assert done.outcome == Outcome.STORED


@pytest.mark.django_db
class TestTheSameFormTwice:
    def test_a_replayed_correction_does_nothing(self, alice: Member) -> None:
        row = DotationFactory.create()
        contact = contact_of(row, email=NEW_EMAIL)
        first, second = (
            correct_contact(
                actor=alice.actor, dotation_id=row.pk, contact=contact, revision=row.revision
            ).outcome
            for _ in range(2)
        )
        assert (first, second) == (Outcome.EMAIL_CHANGED, Outcome.ALREADY_DONE)
        assert len(templates()) == 1

    def test_a_replayed_resend_does_nothing(self, alice: Member) -> None:
        row = DotationFactory.create()
        for _ in range(2):
            correct_contact(
                actor=alice.actor, dotation_id=row.pk, contact=contact_of(row), revision=0
            )
        assert len(templates()) == 1

    def test_a_row_changed_meanwhile_is_not_overwritten(self, alice: Member, bob: Member) -> None:
        row = DotationFactory.create()
        correct_contact(
            actor=bob.actor,
            dotation_id=row.pk,
            contact=contact_of(row, email=NEW_EMAIL),
            revision=0,
        )
        with pytest.raises(ContactChangedMeanwhile, match=NEW_EMAIL):
            correct_contact(
                actor=alice.actor,
                dotation_id=row.pk,
                contact=contact_of(row, email="autre@yopmail.example"),
                revision=0,
            )
        assert len(templates()) == 1
