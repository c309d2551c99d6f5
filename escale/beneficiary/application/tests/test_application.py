"""Third step, on the pages: sign in, SMS, secret code, titles; then lock, unlock, lose the way."""

import re

import pytest
import time_machine
from django.test import Client as Browser

from escale.activation.models import Beneficiary, Device, PhoneCode
from escale.activation.tests.factories import PASSWORD, SECRET, BeneficiaryFactory, holding
from escale.dotations.models import Dotation
from escale.dotations.states import DotationStatus
from escale.kernel.tokens import sign_digits
from escale.sms.rendering import CODE_PURPOSE

pytestmark = pytest.mark.django_db


@pytest.fixture
def account() -> Beneficiary:
    account = BeneficiaryFactory.create(email="louise@yopmail.example", with_password=True)
    holding(account)
    return account


def sign_in(client: Browser, password: str = PASSWORD) -> str:
    form = {"email": "Louise@yopmail.example ", "password": password}
    answer = client.post("/application/connexion/", form)
    return answer.headers.get("Location", answer.text)


def confirm_number(client: Browser) -> None:
    assert sign_in(client) == "/application/telephone/"
    PhoneCode.objects.all().delete()
    client.post("/application/telephone/")
    digits = sign_digits(CODE_PURPOSE, PhoneCode.objects.get().payload)
    answer = client.post("/application/code/", {"digits": f"{digits[:3]} {digits[3:]}"})
    assert answer.headers["Location"] == "/application/code-secret/"


def configure(client: Browser) -> None:
    confirm_number(client)
    form = {"digits": SECRET, "again": SECRET}
    answer = client.post("/application/code-secret/", form)
    assert answer.headers["Location"] == "/application/"


def test_from_the_password_to_the_title(account: Beneficiary, client: Browser) -> None:
    configure(client)
    page = client.get("/application/")
    assert "Votre dotation est activée" in page.text
    assert "150\u00a0€" in page.text
    assert "FERBACH" in page.text
    assert Dotation.objects.get().status == DotationStatus.ACTIVATED
    assert client.cookies["device"]["httponly"]


@pytest.mark.parametrize(
    ("day", "told", "not_told"),
    [
        ("2022-12-31", "Valable jusqu’au", "Expirée"),
        ("2023-01-01", "l’échanger jusqu’au 31\u00a0mars\u00a02023", "Valable jusqu’au"),
        ("2023-03-31", "l’échanger jusqu’au 31\u00a0mars\u00a02023", "Valable jusqu’au"),
        ("2023-04-01", "ni être échangé", "Valable jusqu’au"),
    ],
)
def test_a_title_past_its_last_day_is_not_shown_as_usable(
    account: Beneficiary, client: Browser, day: str, told: str, not_told: str
) -> None:
    with time_machine.travel(f"{day}T12:00Z"):
        configure(client)
        client.get("/application/")
        page = client.get("/application/")
    assert told in page.text
    assert not_told not in page.text
    assert ("title-card--over" in page.text) == ("Valable" not in told)


def test_a_wrong_password_and_an_unknown_address_read_the_same(
    account: Beneficiary, client: Browser
) -> None:
    known = sign_in(client, "autre chose")
    form = {"email": "louise@yopmail.example", "password": "autre chose"}
    Beneficiary.objects.all().update(email="ailleurs@yopmail.example")
    assert "E-mail ou mot de passe incorrect" in known
    assert "E-mail ou mot de passe incorrect" in client.post("/application/connexion/", form).text


def test_eleven_tries_are_one_too_many(account: Beneficiary, client: Browser) -> None:
    form = {"email": "louise@yopmail.example", "password": "autre chose"}
    answers = [client.post("/application/connexion/", form).status_code for _ in range(11)]
    assert answers == [200] * 10 + [429]


@pytest.mark.parametrize(
    ("path", "leads_to"),
    [
        ("/application/", "/application/connexion/"),
        ("/application/telephone/", "/application/connexion/"),
        ("/application/code/", "/application/telephone/"),
        ("/application/code-secret/", "/application/connexion/"),
        ("/application/deverrouiller/", "/application/connexion/"),
    ],
)
def test_no_step_is_skipped(client: Browser, path: str, leads_to: str) -> None:
    assert client.get(path).headers["Location"] == leads_to


def test_a_new_password_ends_what_was_signed_in(account: Beneficiary, client: Browser) -> None:
    sign_in(client)
    Beneficiary.objects.update(password_generation=2)
    assert client.get("/application/telephone/").headers["Location"] == "/application/connexion/"


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("40917", "Le code compte 6\u00a0chiffres, vous en avez saisi 5."),
        ("abcdef", "Le code ne contient que des chiffres."),
        ("", "Saisissez les six chiffres."),
    ],
)
def test_a_code_that_cannot_be_is_said_without_costing_a_try(
    account: Beneficiary, client: Browser, typed: str, says: str
) -> None:
    sign_in(client)
    client.post("/application/telephone/")
    assert says in client.post("/application/code/", {"digits": typed}).text
    assert PhoneCode.objects.get().tries == 0


def test_the_number_is_shown_by_its_last_digits_alone(
    account: Beneficiary, client: Browser
) -> None:
    sign_in(client)
    page = client.get("/application/telephone/").text
    assert "06 •• •• 96 07" in page
    assert "0609679607" not in page


def test_the_page_of_the_code_follows_its_text(account: Beneficiary, client: Browser) -> None:
    sign_in(client)
    client.post("/application/telephone/")
    page = client.get("/application/code/")
    assert "Envoi du SMS au" in page.text
    version = page.context["version"]
    again = client.get("/application/code/", headers={"Live-Version": version})
    assert again.status_code == 204


def test_a_code_confirmed_in_one_browser_opens_nothing_in_another(account: Beneficiary) -> None:
    """Whoever has the password alone waits in vain for its owner to type the SMS (S6)."""
    owner, thief = Browser(), Browser()
    sign_in(thief)
    form = {"digits": SECRET, "again": SECRET}
    confirm_number(owner)
    for _ in range(2):
        answer = thief.post("/application/code-secret/", form)
        assert answer.headers["Location"] == "/application/telephone/"
        # Nor with a code of one's own, since the owner's is the newest.
        sign_in(thief)
    assert not Device.objects.exists()
    assert owner.post("/application/code-secret/", form).headers["Location"] == "/application/"


def test_a_new_sign_in_starts_again(account: Beneficiary, client: Browser) -> None:
    confirm_number(client)
    sign_in(client)
    answer = client.get("/application/code-secret/")
    assert answer.headers["Location"] == "/application/telephone/"


def test_two_secrets_that_differ_are_refused(account: Beneficiary, client: Browser) -> None:
    confirm_number(client)
    form = {"digits": SECRET, "again": "271905"}
    assert "Les deux codes sont différents" in client.post("/application/code-secret/", form).text


def test_locked_then_opened_by_the_secret_code(account: Beneficiary, client: Browser) -> None:
    configure(client)
    client.post("/application/verrouiller/")
    assert client.get("/application/").headers["Location"] == "/application/deverrouiller/"
    answer = client.post("/application/deverrouiller/", {"digits": SECRET})
    assert answer.headers["Location"] == "/application/"
    assert client.get("/application/").status_code == 200


def test_three_wrong_secrets_then_the_way_out(account: Beneficiary, client: Browser) -> None:
    configure(client)
    client.post("/application/verrouiller/")
    pages = [
        client.post("/application/deverrouiller/", {"digits": "190427"}).text for _ in range(3)
    ]
    assert "2 essais" in pages[0]
    assert "Application bloquée" in pages[2]
    page = client.post("/application/deverrouiller/", {"digits": SECRET})
    assert "Recevoir l’e-mail de déblocage" in page.text
    assert sign_in(client) == "/application/telephone/"


def test_a_second_telephone_ends_the_first(account: Beneficiary) -> None:
    first, second = Browser(), Browser()
    configure(first)
    configure(second)
    assert first.get("/application/").headers["Location"] == "/application/connexion/"
    assert second.get("/application/").status_code == 200


def test_a_forgotten_telephone_starts_again(account: Beneficiary, client: Browser) -> None:
    configure(client)
    client.post("/application/deconnecter/")
    assert client.get("/application/").headers["Location"] == "/application/connexion/"
    assert Device.objects.get().revoked_at is not None


def test_forgotten_answers_the_same_for_every_address(
    account: Beneficiary, client: Browser
) -> None:
    pages = [
        client.post("/application/oubli/", {"email": address}).text
        for address in ("louise@yopmail.example", "personne@yopmail.example")
    ]
    assert len({re.sub(r"[A-Za-z0-9]{64}", "", page) for page in pages}) == 1
