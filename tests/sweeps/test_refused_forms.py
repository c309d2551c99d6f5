"""Every form that the server refuses says so: in the title, and where one starts again.

What stands here is sent empty or wrong, by who may send it. A template that writes of errors by
itself, not through what webkit has for it, fails the last test.
"""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.test import Client as Browser

from escale.accounts.links import password_link
from escale.accounts.models import User
from escale.activation.models import Beneficiary, PhoneCode
from escale.activation.tests.factories import PASSWORD, SECRET, BeneficiaryFactory, holding
from escale.activation.tests.links import password_path_of, path_of
from escale.clients.links import invitation_link
from escale.clients.models import Invitation, Member
from escale.dotations.models import Dotation
from escale.dotations.tests.factories import DotationFactory
from escale.kernel import clock
from escale.kernel.tokens import sign, sign_digits
from escale.mailing.links import SignedLink
from escale.ordering.models import Draft
from escale.ordering.tests.factories import DraftFactory
from escale.orders.models import Order
from escale.orders.tests.factories import OrderFactory
from escale.sms.rendering import CODE_PURPOSE
from tests.personas import SignIn

TEMPLATES = Path(__file__).parents[2] / "escale"
# Rows of tables are typed in: each cell leads to a note of its own.
OF_ROWS = {"_email_cell.html", "_phone_cell.html", "_line.html", "_plan.html"}


class Outline(HTMLParser):
    """The title, and each element with its attributes and the text that follows its tag."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None], list[str]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs), []))

    def handle_data(self, data: str) -> None:
        if data.strip():
            for _tag, _attributes, text in self.elements[-4:]:
                text.append(data.strip())

    def title(self) -> str:
        text = next(" ".join(text) for tag, _of, text in self.elements if tag == "title")
        return re.sub(r"[ \n]+", " ", text)

    def text_of(self, identifier: str) -> str:
        found = [text for _tag, of, text in self.elements if of.get("id") == identifier]
        return " ".join(found[0]) if len(found) == 1 else ""

    def with_attribute(self, name: str) -> list[tuple[dict[str, str | None], list[str]]]:
        return [(of, text) for _tag, of, text in self.elements if name in of]


def check_refused(page: str) -> None:
    outline = Outline(page)
    assert outline.title().startswith("Erreur\u00a0: "), outline.title()
    assert "webkit/refusal" in page
    faulty = [of for of, _text in outline.with_attribute("aria-invalid")]
    for of in faulty:
        first = (of.get("aria-describedby") or "").split(" ")[0]
        assert outline.text_of(first), of
    summaries = outline.with_attribute("data-refusal")
    for of, text in summaries:
        assert (of.get("role"), of.get("tabindex")) == ("alert", "-1")
        assert text
    assert faulty or summaries


def post(browser: Browser, path: str, data: dict[str, str] | None = None) -> str:
    """As a browser sends a form that is empty: with its token all the same."""
    return browser.post(path, {"csrfmiddlewaretoken": ""} | (data or {}), follow=True).text


def written(link: SignedLink) -> str:
    return link.path.format(token=sign(link.purpose, link.payload))


LINE = {
    "matricule": "001",
    "last_name": "LOIR",
    "first_name": "Jean",
    "email": "jean.loir@yopmail.example",
    "phone": "06 76 02 89 37",
    "amount": "150",
}
ANYBODY: dict[str, dict[str, str]] = {
    "/connexion/": {},
    "/mot-de-passe-oublie/": {},
    "/activer/": {"email": "louise@yopmail.example", "code": "AAAAA-AAAAA"},
    "/activer/nouveau-lien/": {"email": "louise"},
    "/application/oubli/": {},
    "/application/connexion/": {"email": "louise@yopmail.example", "password": "x"},
}


@pytest.mark.parametrize("path", ANYBODY)
def test_forms_of_anybody(db: None, path: str) -> None:
    check_refused(post(Browser(), path, ANYBODY[path]))
    check_refused(post(Browser(), path))


def test_a_page_that_refuses_nothing_says_nothing(db: None) -> None:
    for path in ANYBODY:
        page = Browser().get(path).text
        assert not Outline(page).title().startswith("Erreur")
        assert "webkit/refusal" not in page


@pytest.fixture
def account(db: None) -> Beneficiary:
    account = BeneficiaryFactory.create(email="louise@yopmail.example", with_password=True)
    holding(account)
    return account


def test_the_first_step_of_a_beneficiary(db: None) -> None:
    browser = Browser()
    browser.get(path_of(DotationFactory.create()))
    check_refused(post(browser, "/activer/compte/", {"email": "louise", "birth_date": "hier"}))


def test_a_dotation_added_to_an_account(account: Beneficiary) -> None:
    browser = Browser()
    browser.get(path_of(DotationFactory.create(email=account.email)))
    check_refused(post(browser, "/activer/rattacher/"))
    check_refused(post(browser, "/activer/rattacher/", {"password": "autre"}))


def test_the_second_step(account: Beneficiary) -> None:
    browser = Browser()
    browser.get(password_path_of(account))
    check_refused(post(browser, "/mot-de-passe/"))
    check_refused(post(browser, "/mot-de-passe/", {"password": "azerty"}))


def test_the_third_step(account: Beneficiary) -> None:
    browser = Browser()
    form = {"email": account.email, "password": PASSWORD}
    assert "Recevoir le code par SMS" in post(browser, "/application/connexion/", form)
    browser.post("/application/telephone/")
    # A second code at once is too soon.
    check_refused(post(browser, "/application/telephone/"))
    check_refused(post(browser, "/application/code/"))
    check_refused(post(browser, "/application/code/", {"digits": "000000"}))
    digits = sign_digits(CODE_PURPOSE, PhoneCode.objects.get().payload)
    browser.post("/application/code/", {"digits": digits})
    check_refused(post(browser, "/application/code-secret/", {"digits": "12"}))
    check_refused(post(browser, "/application/code-secret/", {"digits": SECRET, "again": "1"}))
    browser.post("/application/code-secret/", {"digits": SECRET, "again": SECRET})
    browser.post("/application/verrouiller/")
    check_refused(post(browser, "/application/deverrouiller/", {"digits": "000001"}))


def of_order(order: Order, draft: Draft) -> dict[str, dict[str, str]]:
    row = order.dotations.get()
    return {
        "/mon-compte/mot-de-passe/": {"current": "x", "new": "y", "again": "z"},
        "/mon-compte/preferences/": {},
        "/mon-compte/organisation/": {"email": "cse", "phone": "12"},
        "/mon-compte/membres/inviter/": {"email": "cse", "role": "roi"},
        "/nous-contacter/": {},
        f"/commandes/{order.pk}/dotations/importer/": {},
        f"/commander/{draft.pk}/fichier/": {},
        f"/commander/{draft.pk}/copie/": {},
        f"/commander/{draft.pk}/recapitulatif/": {"payment_means": "card", "total": "1"},
        "/mon-compte/relances/reglages/": {"activation_1": "abc", "from_hour": "9"},
        f"/dotations/{row.pk}/corriger/": {"email": "a", "phone": "1", "revision": "0"},
        f"/dotations/{row.pk}/corriger/ ": {},
    }


def test_forms_of_members(alice: Member, sign_in: SignIn) -> None:
    alice_signed_in = sign_in(alice)
    order = OrderFactory.create(client=alice.client)
    DotationFactory.create(order=order, in_error=True)
    draft = DraftFactory.create(client=alice.client)
    alice_signed_in.post(f"/commander/{draft.pk}/lignes/", LINE)
    for path, data in of_order(order, draft).items():
        page = post(alice_signed_in, path.strip(), data)
        try:
            check_refused(page)
        except AssertionError as wrong:
            raise AssertionError(path) from wrong


def test_a_card_that_is_refused(alice: Member, alice_signed_in: Browser) -> None:
    order = OrderFactory.create(client=alice.client, waiting=True)
    check_refused(alice_signed_in.get(f"/commandes/{order.pk}/reglement/?carte=non").text)


def test_passwords_chosen_by_a_link(alice: Member, mine: Dotation) -> None:
    browser = Browser()
    browser.get(written(password_link(alice.user, issued_at=clock.now())))
    check_refused(post(browser, "/nouveau-mot-de-passe/", {"password": "x", "again": "y"}))
    browser.get(written(invitation_link(Invitation.objects.get(client=alice.client))))
    check_refused(post(browser, "/invitation/", {"password": "x", "again": "y"}))


def test_the_second_factor(alice: Member) -> None:
    alice.user.set_password(PASSWORD)
    alice.user.save()
    browser = Browser()
    browser.post("/connexion/", {"login": alice.user.identifier, "password": PASSWORD})
    check_refused(post(browser, "/confirmation/"))
    check_refused(post(browser, "/confirmation/", {"password": "x"}))
    browser.post("/confirmation/", {"password": PASSWORD})
    check_refused(post(browser, "/mon-compte/securite/totp/activate/", {"code": "0"}))
    check_refused(post(browser, "/mon-compte/securite/webauthn/add/", {"name": "clé"}))


@pytest.fixture
def console(staff: User) -> Browser:
    browser = Browser()
    browser.force_login(staff)
    return browser


def of_console(order: Order) -> dict[str, dict[str, str]]:
    row = order.dotations.get()
    return {
        f"/emetteur/commandes/{order.pk}/annuler-dotations/": {},
        f"/emetteur/dotations/{row.pk}/annuler/": {},
        "/emetteur/clients/client/add/": {},
        "/emetteur/clients/member/add/": {},
    }


def test_forms_of_the_console(console: Browser) -> None:
    order = OrderFactory.create()
    DotationFactory.create(order=order)
    for path, data in of_console(order).items():
        page = post(console, path, data)
        try:
            check_refused(page)
        except AssertionError as wrong:
            raise AssertionError(path) from wrong


def test_money_of_the_console(console: Browser) -> None:
    order = OrderFactory.create(waiting=True)
    check_refused(post(console, f"/emetteur/virements/{order.pk}/", {"amount": "1"}))
    check_refused(post(console, f"/emetteur/commandes/{order.pk}/annuler/"))


def writes_of_errors_itself(text: str) -> bool:
    return bool(re.search(r'aria-invalid="true"|class="error"[^>]*>.*\{\{ error', text))


def test_no_template_writes_of_errors_by_itself() -> None:
    itself = {
        path.name
        for path in TEMPLATES.rglob("templates/**/*.html")
        if writes_of_errors_itself(path.read_text("utf-8"))
    }
    assert itself == OF_ROWS
