"""R3: each class of data goes when its time is over, not before, and once."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.db.models import Sum

from escale.dotations.actions.expire_dotations import expire_dotations
from escale.dotations.models import Dotation
from escale.dotations.tests.factories import DotationFactory
from escale.mailing.models import OutgoingMessage
from escale.orders.models import Booklet
from escale.privacy.actions.apply_retention import apply_retention
from escale.privacy.classes import CLASSES, DataClass
from escale.privacy.tests.made import (
    age,
    known_dotation,
    known_files,
    known_otherwise,
    tables_that_name,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def person() -> Dotation:
    dotation = known_dotation()
    known_files(dotation)
    known_otherwise(dotation)
    return dotation


def retention(*options: str) -> dict[str, int]:
    said = StringIO()
    call_command("retention", "--json", *options, stdout=said)
    counts: dict[str, int] = json.loads(said.getvalue())
    return counts


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.key)
def test_each_class_goes_in_its_time(kind: DataClass) -> None:
    days = kind.period.total_seconds() / 86_400
    age(days - 0.1)
    assert retention()[kind.key] == 0
    age(days + 0.1)
    due = retention("--dry-run")[kind.key]
    assert due > 0
    assert kind.count_due() == due
    assert retention()[kind.key] == due
    assert retention()[kind.key] == 0


def test_nobody_is_named_any_more_and_totals_add_up(person: Dotation) -> None:
    amounts = Dotation.objects.aggregate(Sum("amount")), Booklet.objects.aggregate(Sum("amount"))
    assert len(tables_that_name()) == 11
    age(800)
    apply_retention()
    assert tables_that_name() == set()
    assert amounts == (
        Dotation.objects.aggregate(Sum("amount")),
        Booklet.objects.aggregate(Sum("amount")),
    )
    status, activated_at = person.status, person.activated_at
    person.refresh_from_db()
    assert (person.status, person.activated_at) == (status, activated_at)
    assert OutgoingMessage.objects.count() == 2


def test_an_order_that_goes_on_keeps_its_people(person: Dotation) -> None:
    age(800)
    type(person.order).objects.update(status="emails_sent", closed_at=None)
    counts = retention()
    assert (counts["dotations"], counts["accounts"]) == (0, 0)


def test_one_silent_person_keeps_nobody_for_ever(person: Dotation) -> None:
    """Never activated, the titles expire: the order ends, and its people are forgotten in time."""
    silent = DotationFactory.create(order=person.order)
    type(person.order).objects.update(status="emails_sent", closed_at=None, placed_on="2020-08-21")
    assert tables_that_name()
    expire_dotations(client_id=person.client_id)
    age(731)
    apply_retention()
    assert tables_that_name() == set()
    silent.refresh_from_db()
    assert silent.email == ""


def test_it_reads_as_a_table() -> None:
    age(800)
    said = StringIO()
    call_command("retention", "--dry-run", stdout=said)
    assert "       2  Bénéficiaires, rendu anonyme" in said.getvalue()
