"""Who asks for their data is found, read, and erased if nothing goes on."""

from io import BytesIO

import pytest
from django.test import Client as Browser
from django.urls import reverse
from openpyxl import load_workbook

from escale.accounts.models import User
from escale.dotations.models import Dotation
from escale.dotations.tests.factories import DotationFactory
from escale.journal.models import JournalEntry
from escale.webkit.templatetags.webkit import breakable

LIST = reverse("backoffice:people")


@pytest.fixture
def console(staff: User, client: Browser) -> Browser:
    client.force_login(staff)
    return client


def address(dotation: Dotation) -> str:
    return reverse("backoffice:person", args=[dotation.pk])


def test_found_by_their_address(console: Browser) -> None:
    row = DotationFactory.create(activated=True)
    assert address(row) not in console.get(LIST).text
    assert address(row) in console.get(LIST, {"q": row.email}).text
    assert "Personne ne correspond" in console.get(LIST, {"q": "autre@yopmail.example"}).text


def test_read_then_erased(console: Browser, staff: User) -> None:
    row = DotationFactory.create(activated=True)
    page = console.get(address(row)).text
    assert breakable(row.email) in page
    assert "Effacer définitivement" in page
    answer = console.post(address(row), follow=True)
    assert "La personne est effacée." in answer.text
    entry = JournalEntry.objects.get(verb="person-erased")
    assert (entry.user_id, entry.about) == (staff.pk, row.about)
    page = console.get(address(row)).text
    assert "Personne effacée" in page
    assert breakable(row.email) not in page


def test_refused_while_a_dotation_goes_on(console: Browser) -> None:
    row = DotationFactory.create()
    assert "Effacer définitivement" not in console.get(address(row)).text
    assert "encore en cours" in console.post(address(row), follow=True).text
    row.refresh_from_db()
    assert row.email


def test_a_copy_is_read_and_told(console: Browser) -> None:
    row = DotationFactory.create(last_name="ZANZIBAR")
    answer = console.post(reverse("backoffice:person_copy", args=[row.pk]))
    book = load_workbook(BytesIO(answer.getvalue()))
    assert book.sheetnames == ["Compte", "Dotations", "E-mails", "SMS", "Journal"]
    assert "ZANZIBAR" in [cell.value for cell in book["Dotations"][2]]
    assert JournalEntry.objects.get(verb="person-copied").about == row.about
