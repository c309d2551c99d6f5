"""An operator replaces the number of an application: its client can do nothing any more."""

import pytest
from django.test import Client as Browser
from django.urls import reverse

from escale.accounts.models import User
from escale.activation.models import Beneficiary
from escale.activation.tests.factories import BeneficiaryFactory, holding
from escale.dotations.models import Dotation
from escale.dotations.tests.factories import DotationFactory
from escale.journal.models import JournalEntry

GOOD = {"phone": "06 76 02 89 37", "checked": "on"}


@pytest.fixture
def console(staff: User, client: Browser) -> Browser:
    client.force_login(staff)
    return client


@pytest.fixture
def row(db: None) -> Dotation:
    return holding(BeneficiaryFactory.create(configured=True), activated=True)


def address(dotation: Dotation) -> str:
    return reverse("backoffice:number", args=[dotation.pk])


def test_replaced_from_the_page_of_the_person(console: Browser, row: Dotation, staff: User) -> None:
    person = reverse("backoffice:person", args=[row.pk])
    assert address(row) in console.get(person).text
    assert "06 09 67 96 07" in console.get(address(row)).text.replace("\u00a0", " ")
    answer = console.post(address(row), GOOD)
    assert answer["Location"] == person
    assert Beneficiary.objects.get().phone == "+33676028937"
    assert JournalEntry.objects.get(verb="number-replaced").user_id == staff.pk


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"checked": ""}, "Vérifiez d’abord qui le demande."),
        ({"phone": "01 40 00 00 00"}, "mobile"),
        ({"phone": ""}, "Indiquez le nouveau numéro."),
    ],
)
def test_refused_with_its_reason(
    console: Browser, row: Dotation, changed: dict[str, str], told: str
) -> None:
    page = console.post(address(row), GOOD | changed).text
    assert told in page
    assert Beneficiary.objects.get().phone == "+33609679607"


def test_a_number_of_somebody_else_is_refused(console: Browser, row: Dotation) -> None:
    BeneficiaryFactory.create(configured=True, phone="+33676028937")
    assert "celui d’une autre application" in console.post(address(row), GOOD).text


def test_there_is_nothing_to_replace_without_an_application(console: Browser) -> None:
    row = DotationFactory.create()
    assert console.get(address(row)).status_code == 404
    row = holding(BeneficiaryFactory.create(with_password=True))
    assert console.get(address(row)).status_code == 404
    assert "Remplacer" not in console.get(reverse("backoffice:person", args=[row.pk])).text
