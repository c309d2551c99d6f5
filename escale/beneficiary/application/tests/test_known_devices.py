"""S1: strangers who guess stop neither the person in her own browser nor her colleagues."""

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client as Browser

from escale.activation.models import Beneficiary
from escale.activation.tests.factories import PASSWORD, BeneficiaryFactory

pytestmark = pytest.mark.django_db
PATH = "/application/connexion/"
ANOTHER = "une autre phrase longue"


@pytest.fixture
def account() -> Beneficiary:
    return BeneficiaryFactory.create(email="louise@yopmail.example", with_password=True)


def sign_in(browser: Browser, password: str = PASSWORD) -> int:
    form = {"email": "Louise@yopmail.example ", "password": password}
    return browser.post(PATH, form).status_code


def locked_from_elsewhere() -> None:
    while sign_in(Browser(), "autre chose") != 429:
        pass


def test_nobody_locks_a_person_out_of_her_own_browser(
    account: Beneficiary, client: Browser
) -> None:
    sign_in(client)
    locked_from_elsewhere()
    assert sign_in(Browser()) == 429
    assert sign_in(client) == 302


def test_a_new_password_ends_her_known_browsers(account: Beneficiary, client: Browser) -> None:
    sign_in(client)
    Beneficiary.objects.update(password=make_password(ANOTHER))
    locked_from_elsewhere()
    assert sign_in(client, ANOTHER) == 429


def test_successes_behind_one_address_are_not_counted(
    account: Beneficiary, client: Browser
) -> None:
    """Three hundred people of one employer, on the day of its mass send."""
    assert {sign_in(Browser()) for _ in range(110)} == {302}
