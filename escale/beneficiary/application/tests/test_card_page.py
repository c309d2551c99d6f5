"""What the open application says of what one has, and of what to do next."""

from datetime import date

import pytest
from django.test import Client as Browser

from escale.activation.models import Beneficiary, PhoneCode
from escale.activation.tests.factories import PASSWORD, SECRET, BeneficiaryFactory, holding
from escale.dotations.models import Dotation
from escale.kernel import clock
from escale.kernel.tokens import sign_digits
from escale.orders.models import Order
from escale.sms.rendering import CODE_PURPOSE

pytestmark = pytest.mark.django_db
HELP = "/aide/gestion-compte/activer-premiere-dotation/"


@pytest.fixture
def account() -> Beneficiary:
    return BeneficiaryFactory.create(email="louise@yopmail.example", with_password=True)


def on_the_way(client: Browser, account: Beneficiary) -> None:
    form = {"email": account.email, "password": PASSWORD}
    client.post("/application/connexion/", form)
    client.post("/application/telephone/")


def card_page(client: Browser, account: Beneficiary) -> str:
    on_the_way(client, account)
    digits = sign_digits(CODE_PURPOSE, PhoneCode.objects.get().payload)
    client.post("/application/code/", {"digits": digits})
    client.post("/application/code-secret/", {"digits": SECRET, "again": SECRET})
    return client.get("/application/").text.replace("\u00a0", " ").replace("\u202f", " ")


def placed_this_year() -> int:
    today = clock.today()
    Order.objects.update(placed_on=date(today.year, 1, 2))
    return today.year + 2


def test_one_title_says_what_comes_next(account: Beneficiary, client: Browser) -> None:
    holding(account, amount=15_000)
    year = placed_this_year()
    page = card_page(client, account)
    assert "Et maintenant" in page
    for part in ("payer", "validite", "telephone"):
        assert f'href="{HELP}#{part}" target="_blank"' in page
        assert f'id="{part}"' in client.get(HELP).text
    assert f"À dépenser avant la fin du 31 décembre {year}" in page
    assert "à dépenser, en" not in page


def test_two_titles_have_a_total(account: Beneficiary, client: Browser) -> None:
    holding(account, amount=15_000)
    holding(account, amount=20_000)
    placed_this_year()
    page = card_page(client, account)
    assert "<strong>350 €</strong> à dépenser, en 2 titres" in page


def test_what_is_over_is_in_no_total(account: Beneficiary, client: Browser) -> None:
    holding(account, amount=15_000)
    holding(account, amount=20_000)
    page = card_page(client, account)
    assert "à dépenser" not in page
    assert "La validité de vos titres" in page


def test_a_dead_code_is_not_said_to_be_good(account: Beneficiary, client: Browser) -> None:
    holding(account)
    on_the_way(client, account)
    for _try in range(5):
        page = client.post("/application/code/", {"digits": "000000"}).text
    assert "n’est plus valable" in page
    assert "valable 10 minutes" not in page


def test_a_number_that_changed_meanwhile_is_told(account: Beneficiary, client: Browser) -> None:
    row = holding(account, phone="+33609679607")
    on_the_way(client, account)
    Dotation.objects.filter(pk=row.pk).update(phone="+33676028937")
    page = client.get("/application/code/").text
    assert "Votre numéro a changé depuis" in page
    assert "89 37" in page.replace("\u00a0", " ")
    assert "valable 10 minutes" not in page


@pytest.mark.parametrize("configured", [True, False])
def test_who_can_change_the_number_is_told_as_it_is(configured: bool, client: Browser) -> None:
    account = BeneficiaryFactory.create(with_password=True, configured=configured)
    holding(account, activated=configured)
    form = {"email": account.email, "password": PASSWORD}
    client.post("/application/connexion/", form)
    page = client.get("/application/telephone/").text
    assert ("écrire à l’émetteur" in page) is configured
    assert ("de le modifier" in page) is not configured


def test_help_is_one_tap_away_and_keeps_what_is_typed(client: Browser) -> None:
    for path in ("/activer/", "/application/connexion/", "/ou-en-suis-je/", "/activer/x/"):
        page = client.get(path).text
        assert f'href="{HELP}" target="_blank"' in page
    assert "Consultez l’aide" not in client.get(HELP).text
