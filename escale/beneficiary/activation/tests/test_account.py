"""First step, on the page: the link is exchanged, spent once, and its dead ends have a way out."""

import pytest
from django.test import Client as Browser

from escale.activation.models import Beneficiary
from escale.activation.tests.links import path_of
from escale.dotations.models import Dotation
from escale.dotations.tests.factories import DotationFactory
from escale.mailing.models import OutgoingMessage

GOOD = {"email": "maelle.legoff@yopmail.example", "terms": "on"}


@pytest.fixture
def row(db: None) -> Dotation:
    return DotationFactory.create(
        first_name="Maëlle", last_name="LE GOFF", email="maelle.legoff@yopmail.example"
    )


@pytest.fixture
def arrived(row: Dotation, client: Browser) -> Browser:
    """Somebody who followed the link of their e-mail."""
    assert client.get(path_of(row)).headers["Location"] == "/activer/compte/"
    return client


def test_the_token_leaves_the_address_and_is_readable_by_no_script(
    row: Dotation, client: Browser
) -> None:
    answer = client.get(path_of(row))
    cookie = answer.cookies["activation"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]


def test_what_is_known_is_filled_in_and_the_phone_locked(arrived: Browser) -> None:
    page = arrived.get("/activer/compte/")
    assert "Maëlle, vos vacances vous attendent" in page.text
    assert 'value="maelle.legoff@yopmail.example"' in page.text
    assert "06 •• •• 96 07" in page.text
    assert "Pour le modifier, contactez" in page.text
    assert "0609679607" not in page.text


def test_creating_sends_the_next_mail(arrived: Browser, row: Dotation) -> None:
    answer = arrived.post("/activer/compte/", GOOD | {"birth_date": "21/08/1985"})
    assert answer.headers["Location"] == "/activer/envoye/"
    assert "maelle.legoff" in arrived.get("/activer/envoye/").text
    account = Beneficiary.objects.get()
    assert str(account.birth_date) == "1985-08-21"
    assert OutgoingMessage.objects.get().template == "activation/emails/welcome"
    row.refresh_from_db()
    assert row.has_account


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"email": "maelle"}, "Il manque le «"),
        ({"email": ""}, "Indiquez votre adresse e-mail"),
        ({"terms": ""}, "Acceptez les conditions d’utilisation"),
        ({"birth_date": "hier"}, "Indiquez une date comme 21/08/1985"),
        ({"birth_date": "21/08/2085"}, "Vérifiez l’année de naissance"),
    ],
)
def test_what_is_wrong_is_said_in_its_place_and_nothing_is_lost(
    arrived: Browser, changes: dict[str, str], says: str
) -> None:
    page = arrived.post("/activer/compte/", GOOD | changes)
    assert page.status_code == 200
    assert says in page.text
    assert not Beneficiary.objects.exists()


def test_a_second_post_finds_the_link_used(arrived: Browser) -> None:
    arrived.post("/activer/compte/", GOOD)
    page = arrived.post("/activer/compte/", GOOD)
    assert "Votre compte est déjà créé" in page.text
    assert Beneficiary.objects.count() == 1


def test_without_a_link_there_is_a_way_to_get_one(db: None, client: Browser) -> None:
    page = client.get("/activer/compte/")
    assert page.status_code == 404
    assert "Recevoir un nouveau lien" in page.text


def test_an_address_with_an_accent_is_refused_with_the_one_that_was_meant(
    arrived: Browser,
) -> None:
    for _time in range(2):
        page = arrived.post(
            "/activer/compte/",
            GOOD | {"email": "maëlle@yopmail.example", "hinted": "maëlle@yopmail.example"},
        )
        assert 'name="email" value="maelle@yopmail.example"' in page.text
        assert "Une adresse n’a pas d’accent" in page.text
        # Kept, it would be refused again.
        assert "Non, garder mon adresse" not in page.text
    assert not Beneficiary.objects.exists()
