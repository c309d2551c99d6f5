"""Whoever writes a dotation, and however, the journal has it."""

import pytest
from django.db import connection

from escale.dotations.actions.correct_contact import correct_contact
from escale.dotations.contact import Contact
from escale.dotations.models import Dotation
from escale.dotations.tests.factories import DotationFactory
from escale.journal.actions.claim_changes import claim_changes
from escale.journal.actor import SYSTEM
from escale.journal.models import JournalChange, JournalEntry


def end_of_transaction() -> None:
    """What a commit would do, for the journal."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        cursor.execute("SELECT set_config('escale.told', '', true)")


@pytest.fixture
def dotation(db: None) -> Dotation:
    made = DotationFactory.create(email="a@yopmail.example", amount=10_000)
    end_of_transaction()
    return made


def test_raw_sql_does_not_escape(dotation: Dotation) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE dotations_dotation SET amount = 99000, revision = revision + 1")
        cursor.execute("SELECT session_user")
        role = cursor.fetchone()[0]
    end_of_transaction()
    line = JournalEntry.objects.get(verb="changed-outside")
    assert (line.about, line.client_id, line.actor, line.door) == (
        dotation.about,
        dotation.client_id,
        role,
        "outside",
    )
    assert line.changes == {"amount": [10_000, 99_000]}


def test_what_an_action_told_is_not_told_twice(dotation: Dotation) -> None:
    contact = Contact("b@yopmail.example", dotation.phone)
    correct_contact(actor=SYSTEM, dotation_id=dotation.pk, contact=contact)
    end_of_transaction()
    line = JournalEntry.objects.get(about=dotation.about, verb="contact-corrected")
    change = JournalChange.objects.get(operation="UPDATE")
    assert change.transaction == line.transaction
    assert change.changes["email"] == ["a@yopmail.example", "b@yopmail.example"]
    assert not JournalEntry.objects.filter(verb="changed-outside").exists()


def test_a_change_that_changes_nothing_watched_is_nothing(dotation: Dotation) -> None:
    Dotation.objects.update(revision=3, email=dotation.email)
    assert not JournalChange.objects.filter(operation="UPDATE").exists()


def test_the_same_change_to_many_is_one_line_that_names_them_all(dotation: Dotation) -> None:
    others = DotationFactory.create_batch(3, order=dotation.order)
    Dotation.objects.update(amount=20_000)
    change = JournalChange.objects.get(operation="UPDATE", changes__amount=[10_000, 20_000])
    assert dotation.about in change.abouts
    named = JournalChange.objects.filter(operation="UPDATE").values_list("abouts", flat=True)
    assert {about for abouts in named for about in abouts} == {
        row.about for row in (dotation, *others)
    }


def test_what_goes_is_told_without_its_values(dotation: Dotation) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM dotations_dotation")
    end_of_transaction()
    line = JournalEntry.objects.get(verb="removed-outside")
    assert (line.about, line.changes) == (dotation.about, {})


def test_a_claimed_change_is_no_line(dotation: Dotation) -> None:
    claim_changes()
    Dotation.objects.update(amount=20_000)
    end_of_transaction()
    assert not JournalEntry.objects.filter(verb="changed-outside").exists()
    assert JournalChange.objects.filter(operation="UPDATE").exists()
