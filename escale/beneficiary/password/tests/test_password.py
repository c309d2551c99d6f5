"""Second step, on the page."""

import pytest
from django.test import Client as Browser

from escale.activation.links import Use
from escale.activation.models import Beneficiary
from escale.activation.tests.factories import PASSWORD, BeneficiaryFactory, holding
from escale.activation.tests.links import password_path_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def account() -> Beneficiary:
    account = BeneficiaryFactory.create()
    holding(account)
    return account


def test_the_token_leaves_the_address(account: Beneficiary, client: Browser) -> None:
    answer = client.get(password_path_of(account))
    assert answer.headers["Location"] == "/mot-de-passe/"
    assert answer["Referrer-Policy"] == "no-referrer"
    page = client.get("/mot-de-passe/")
    assert "Choisissez votre mot de passe" in page.text
    assert account.email in page.text


def test_opening_it_many_times_spends_nothing(account: Beneficiary, client: Browser) -> None:
    for _ in range(5):
        client.head(password_path_of(account))
        client.get(password_path_of(account))
    answer = client.post("/mot-de-passe/", {"password": PASSWORD})
    assert answer.headers["Location"] == "/application/installer/"


def test_a_weak_one_is_explained_and_can_be_mended(account: Beneficiary, client: Browser) -> None:
    client.get(password_path_of(account))
    page = client.post("/mot-de-passe/", {"password": "court"})
    assert "12" in page.text
    assert 'value="court"' not in page.text
    assert client.post("/mot-de-passe/", {"password": PASSWORD}).status_code == 302


def test_who_forgot_signs_in_next(account: Beneficiary, client: Browser) -> None:
    client.get(password_path_of(account, Use.RECOVER))
    answer = client.post("/mot-de-passe/", {"password": PASSWORD})
    assert answer.headers["Location"] == "/application/connexion/"


def test_a_used_link_leads_to_the_application(account: Beneficiary, client: Browser) -> None:
    path = password_path_of(account)
    Beneficiary.objects.update(password_generation=1)
    page = client.get(path)
    assert "déjà choisi" in page.text
    assert account.first_name not in page.text


@pytest.mark.parametrize("token", ["x", "A" * 60])
def test_a_forged_link_is_unknown(client: Browser, token: str) -> None:
    page = client.get(f"/mot-de-passe/{token}/")
    assert page.status_code == 404
    assert "Nous ne reconnaissons pas ce lien" in page.text
