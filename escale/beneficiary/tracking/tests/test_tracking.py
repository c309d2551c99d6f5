"""« Où en suis-je ? »: how far, what next, and not a word of who."""

import pytest
from django.test import Client as Browser

from escale.activation.tests.links import path_of
from escale.dotations.models import Dotation
from escale.dotations.states import DotationStatus
from escale.dotations.tests.factories import DotationFactory
from escale.kernel import clock
from tests.markup import flat

pytestmark = pytest.mark.django_db
NOW = clock.now()


@pytest.fixture
def row() -> Dotation:
    return DotationFactory.create(first_name="Maëlle", email="maelle@yopmail.example")


@pytest.mark.parametrize(
    ("changes", "done", "says"),
    [
        ({}, 0, "Créer mon compte"),
        ({"account_created_at": NOW}, 1, "Recevoir un nouveau lien"),
        ({"account_created_at": NOW, "password_chosen_at": NOW}, 2, "Installer l’application"),
        ({"status": DotationStatus.ACTIVATED, "activated_at": NOW}, 3, "Ouvrir l’application"),
    ],
)
def test_three_steps_and_the_next_action(
    row: Dotation, client: Browser, changes: dict[str, object], done: int, says: str
) -> None:
    path = path_of(row).replace("/activer/", "/ou-en-suis-je/")
    Dotation.objects.update(**changes)
    page = client.get(path, follow=True)
    assert flat(page.text).count(">Fait<") == done
    assert says in page.text
    assert "Maëlle" not in page.text
    assert "maelle" not in page.text
    assert "150" not in page.text


def test_a_link_to_a_former_address_tells_nothing(row: Dotation, client: Browser) -> None:
    path = path_of(row).replace("/activer/", "/ou-en-suis-je/")
    Dotation.objects.update(link_generation=1, account_created_at=NOW)
    page = client.get(path, follow=True)
    assert "Fait" not in page.text
    assert "Recevoir un nouveau lien" in page.text


def test_without_a_link_it_says_how_to_get_one(client: Browser) -> None:
    assert "Recevoir un nouveau lien" in client.get("/ou-en-suis-je/").text
