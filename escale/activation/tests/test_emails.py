"""What the account's e-mails say (R47, R48), as they leave."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.utils.translation import override
from pytest_django import Settings

from escale.activation.emails import (
    send_activated,
    send_device_changed,
    send_new_dotations,
    send_recovery,
    send_welcome,
)
from escale.activation.links import Use
from escale.activation.models import Beneficiary
from escale.activation.queries import LinkState, open_account, steps_behind
from escale.activation.tests.factories import BeneficiaryFactory, holding
from escale.dotations.models import Dotation
from escale.dotations.states import DotationStatus
from escale.kernel.languages import ENGLISH, FRENCH
from escale.mailing.models import OutgoingMessage
from escale.mailing.rendering import render_message
from escale.orders.models import Order
from tests.sweeps.test_pages_in_english import ON_PURPOSE
from translations.leftovers import looks_french, shown_words

pytestmark = pytest.mark.django_db
ADDRESS = "louise@yopmail.example"
OTHER = "louise.autre@yopmail.example"


@pytest.fixture
def louise() -> Beneficiary:
    return BeneficiaryFactory.create(email=ADDRESS, pending_email=OTHER, configured=True)


def welcome(louise: Beneficiary, use: Use = Use.WELCOME) -> OutgoingMessage:
    return send_welcome(louise, holding(louise, phone="+33609679607"), use=use)


def new_dotation(louise: Beneficiary) -> OutgoingMessage:
    row = holding(louise, amount=45_000)
    return send_new_dotations([(row, louise)], order=row.order)[0]


def activated(louise: Beneficiary) -> OutgoingMessage:
    return send_activated(louise, [holding(louise)])


EVERY: dict[str, Callable[[Beneficiary], OutgoingMessage]] = {
    "welcome": welcome,
    "recovery": send_recovery,
    "device_changed": send_device_changed,
    "new_dotation": new_dotation,
    "activated": activated,
}


@pytest.mark.parametrize("name", EVERY)
def test_each_is_complete(louise: Beneficiary, name: str) -> None:
    mail = render_message(EVERY[name](louise))
    for part in (mail.text, mail.html):
        assert "louise" in part
        assert ADDRESS in part
        assert "{{" not in part
        assert "FERBACH" not in part
        assert "par e-mail ni par téléphone" in part.replace("\n", " ")
    assert '<html lang="fr"' in mail.html


@pytest.mark.parametrize("name", EVERY)
def test_nothing_is_fetched_and_nothing_leads_elsewhere(
    louise: Beneficiary, name: str, settings: Settings
) -> None:
    html = render_message(EVERY[name](louise)).html
    assert "src=" not in html
    links = re.findall(r'<(?:a|link)[^>]*href="(http[^"]+)"', html)
    assert links
    assert all(link.startswith(settings.SITE_URL) for link in links), links


TRACKED = re.compile(r"https?://[^/\s]+/ou-en-suis-je/([^/\s\"<]+)/")


@pytest.mark.parametrize("name", EVERY)
def test_each_leads_to_where_one_stands(louise: Beneficiary, name: str) -> None:
    """Also where no dotation was made for the mail itself: an account's own (B9)."""
    holding(louise)
    mail = render_message(EVERY[name](louise))
    for part in (mail.text, mail.html):
        found = TRACKED.search(part)
        assert found is not None, part
        steps = steps_behind(found[1])
        assert steps is not None


@pytest.mark.parametrize("send", [send_recovery, send_device_changed])
def test_an_account_that_holds_nothing_is_led_to_the_page_alone(
    louise: Beneficiary, send: Callable[[Beneficiary], OutgoingMessage]
) -> None:
    mail = render_message(send(louise))
    for part in (mail.text, mail.html):
        assert re.search(r"/ou-en-suis-je/[\s\"]", part)


@pytest.mark.parametrize("ended", [DotationStatus.CANCELLED, DotationStatus.EXPIRED])
def test_it_leads_to_what_still_stands(louise: Beneficiary, ended: DotationStatus) -> None:
    """Not to the newest, which is a dead end."""
    standing = holding(louise)
    holding(louise, status=ended)
    payload = send_recovery(louise).links["tracking"]["payload"]
    assert payload.split(".")[0] == str(standing.pk)


@pytest.mark.parametrize("name", EVERY)
def test_each_is_in_the_language_of_the_account(louise: Beneficiary, name: str) -> None:
    louise.language = ENGLISH
    with override(FRENCH):
        mail = render_message(EVERY[name](louise))
    assert '<html lang="en-gb"' in mail.html
    words = [mail.subject, *mail.text.splitlines(), *shown_words(mail.html)]
    assert [said for said in words if looks_french(ON_PURPOSE.sub("", said))] == []
    with override(ENGLISH):
        assert '<html lang="fr"' in render_message(EVERY[name](BeneficiaryFactory.create())).html


def test_cest_parti_leads_to_the_password_and_names_the_phone_by_its_end(
    louise: Beneficiary, settings: Settings
) -> None:
    mail = render_message(welcome(louise))
    assert mail.subject == "C’est parti, louise\u00a0: choisissez votre mot de passe"
    for part in (mail.text, mail.html):
        link = re.search(re.escape(settings.SITE_URL) + r"/mot-de-passe/([^/]+)/", part)
        assert link is not None
        assert open_account(link[1]).state == LinkState.VALID
        assert "96 07" in part
        assert "06 09 67 96 07" not in part


def test_an_address_is_confirmed_by_the_mail_that_reaches_it(louise: Beneficiary) -> None:
    assert welcome(louise).recipient == ADDRESS
    assert welcome(louise, Use.CONFIRM).recipient == OTHER


def test_a_new_dotation_asks_for_nothing(louise: Beneficiary, settings: Settings) -> None:
    mail = render_message(new_dotation(louise))
    assert mail.subject == "450\u00a0€ de plus pour vos vacances"
    assert "Vous n’avez rien à faire" in mail.text
    assert settings.SITE_URL + "/application/" in mail.html


def test_what_is_activated_says_how_much_until_when_and_where(louise: Beneficiary) -> None:
    first, second = (holding(louise, amount=amount) for amount in (15_000, 20_000))
    Order.objects.update(placed_on=date(2026, 11, 30))
    rows = list(Dotation.objects.order_by("pk"))
    mail = render_message(send_activated(louise, rows))
    assert mail.subject == "Vos dotations de 350\u00a0€ sont activées"
    assert mail.text.count("valables jusqu’au 31\u00a0décembre\u00a02028") == 2
    assert (first.amount, second.amount) == (15_000, 20_000)


def test_a_changed_telephone_says_when_and_what_to_do(louise: Beneficiary) -> None:
    mail = render_message(send_device_changed(louise))
    assert mail.subject == "Votre application a changé de téléphone"
    assert re.search(r"\d{4} à \d{1,2}\sh\s\d{2}", mail.text)
