"""The issuer's staff read everything; what they change is journaled."""

import pytest
from django.contrib import admin
from django.test import Client as Browser
from django.urls import reverse
from pytest_django import Settings

from escale.accounts.models import User
from escale.clients.models import Client, Member, Role
from escale.dotations.tests.factories import DotationFactory
from escale.inquiries.models import IssuerContact
from escale.journal.actor import Door
from escale.journal.models import JournalEntry
from escale.orders.models import IssuerSettings, Order, Product
from escale.orders.states import OrderStatus
from escale.orders.tests.factories import OrderFactory
from tests.personas import SignIn

READ = ["orders/order", "dotations/dotation", "mailing/outgoingmessage", "journal/journalentry"]
PASSWORD = "un-mot-de-passe-long-2026"


@pytest.fixture
def console(staff: User, client: Browser) -> Browser:
    client.force_login(staff)
    return client


def last_entry() -> JournalEntry:
    return JournalEntry.objects.latest("id")


@pytest.mark.parametrize("name", [*READ, "clients/client", "clients/member", "orders/product"])
def test_staff_read(console: Browser, name: str) -> None:
    row = DotationFactory.create()
    assert console.get(f"/emetteur/{name}/").status_code == 200
    if name in READ:
        assert console.get(f"/emetteur/{name}/add/").status_code == 403
    if name == "dotations/dotation":
        page = console.get(f"/emetteur/{name}/{row.pk}/change/")
        assert page.status_code == 200
        assert 'name="_save"' not in page.text
        answer = console.post(f"/emetteur/{name}/{row.pk}/change/", {"status": "x"})
        assert answer.status_code == 403


def test_members_and_strangers_do_not(alice: Member, sign_in: SignIn, client: Browser) -> None:
    assert sign_in(alice).get("/emetteur/clients/client/").status_code in (302, 403)
    assert client.get("/emetteur/").status_code == 302
    assert "/connexion/" in client.get("/emetteur/", follow=True).redirect_chain[-1][0]


def test_staff_are_led_here(console: Browser) -> None:
    assert console.get("/commandes/").headers["Location"] == "/emetteur/"


def test_the_console_begins_with_what_waits(console: Browser) -> None:
    OrderFactory.create(waiting=True)
    assert "Commandes à régler\u00a0: 1" in console.get("/emetteur/").text


def test_a_client_is_opened_then_changed(console: Browser) -> None:
    form = {"code": "1000009", "name": "CSE Neuf", "email": "cse@yopmail.example"}
    console.post("/emetteur/clients/client/add/", form)
    client = Client.objects.get(code="1000009")
    path = f"/emetteur/clients/client/{client.pk}/change/"
    console.post(path, form | {"name": "CSE Dix"})
    entry = last_entry()
    assert (entry.verb, entry.about, entry.door) == (
        "client-saved",
        "client:1000009",
        Door.OPERATOR,
    )
    assert entry.changes == {"name": ["CSE Neuf", "CSE Dix"]}
    assert "Voir comme le client" in console.get(path).text


def test_an_address_is_judged_as_everywhere(console: Browser) -> None:
    form = {"code": "1000009", "name": "CSE Neuf"}
    refused = console.post(
        "/emetteur/clients/client/add/", form | {"email": "h\u00e9l\u00e8ne@yopmail.example"}
    )
    assert "helene@yopmail.example" in refused.text
    console.post("/emetteur/clients/client/add/", form | {"email": "cse@soci\u00e9t\u00e9.example"})
    assert Client.objects.get(code="1000009").email == "cse@soci\u00e9t\u00e9.example"


def test_a_member_is_added_then_changed(console: Browser, ancv: Client) -> None:
    form = {
        "client": ancv.pk,
        "identifier": "Helene",
        "full_name": "Hélène",
        "role": Role.MANAGER,
        "password": PASSWORD,
        "is_active": "on",
    }
    console.post("/emetteur/clients/member/add/", form)
    member = Member.objects.get(user__identifier="helene")
    assert member.user.check_password(PASSWORD)
    assert PASSWORD not in str(last_entry().changes)
    page = console.post("/emetteur/clients/member/add/", form)
    assert "déjà pris" in page.text
    path = f"/emetteur/clients/member/{member.pk}/change/"
    console.post(path, {"full_name": "Hélène", "role": Role.READER})
    member.refresh_from_db()
    assert (member.role, member.user.is_active) == (Role.READER, False)
    assert last_entry().changes["role"] == ["manager", "reader"]
    assert member.user.check_password(PASSWORD)


def test_a_weak_password_is_refused(console: Browser, ancv: Client) -> None:
    form = {"client": ancv.pk, "identifier": "x", "full_name": "X", "role": "manager"}
    page = console.post("/emetteur/clients/member/add/", form | {"password": "court"})
    assert "12" in page.text
    assert not Member.objects.exists()


def test_products_and_terms_are_set_here(console: Browser) -> None:
    page = console.get("/emetteur/orders/product/add/")
    assert page.status_code == 200
    form = {
        "kind": "connect",
        "description": "x",
        "is_offered": "on",
        "commission_percent": "1.5",
        "amount_min": "10",
        "amount_max": "100",
        "amount_step": "1",
    }
    console.post("/emetteur/orders/product/add/", form)
    assert Product.objects.get().amount_max == 100
    assert console.get("/emetteur/orders/issuersettings/", follow=True).status_code == 200
    terms = {
        "production_delay": "2 00:00:00",
        "integration_delay": "01:00:00",
        "delivery_delay": "3 00:00:00",
        "days_to_pay": "60",
        "gives_commission_back": "on",
        "offers_transfer": "on",
        "iban": "FR14 2004 1010 0505 0001 3M02 606",
    }
    console.post("/emetteur/orders/issuersettings/add/", terms)
    saved = IssuerSettings.objects.get(pk=1)
    assert (saved.iban, saved.days_to_pay) == ("FR1420041010050500013M02606", 60)
    assert saved.gives_commission_back
    assert last_entry().verb == "issuer-settings-saved"
    for field, typed, says in (
        ("iban", "FR1420041010050500013M02607", "pas valable"),
        ("iban", "FR14-2004-1010-0505-0001-3M02-606", "pas valable"),
        ("production_delay", "-1", "pas négatif"),
        ("days_to_pay", "5", "supérieure ou égale à 30"),
        ("offers_transfer", "", "au moins un moyen de règlement"),
        ("offers_cheque", "on", "à l’ordre de qui il est fait"),
        ("delivery_delay", "91 00:00:00", "90 jours au plus"),
    ):
        page = console.post("/emetteur/orders/issuersettings/1/change/", terms | {field: typed})
        assert says in page.text


def test_how_to_reach_the_issuer_is_set_here(console: Browser) -> None:
    path = "/emetteur/inquiries/issuercontact/"
    assert console.get(path, follow=True).status_code == 200
    given = {
        "phone": "01 99 00 12 34",
        "opening_hours": "de 9 h à 18 h",
        "email": "",
        "postal_address": "",
    }
    console.post(f"{path}add/", given)
    assert IssuerContact.objects.get(pk=1).phone == "+33199001234"
    assert last_entry().verb == "issuer-contact-saved"
    assert 'value="01 99 00 12 34"' in console.get(path, follow=True).text
    for field, typed, says in (
        ("phone", "01 99", "n’existe pas"),
        ("email", "nous", "Il manque le"),
    ):
        assert says in console.post(f"{path}1/change/", given | {field: typed}).text


def test_a_transfer_is_recorded_once(console: Browser, ancv: Client) -> None:
    order = OrderFactory.create(client=ancv, waiting=True, number=2800886)
    page = console.get("/emetteur/virements/", {"q": "rf62 2800 886"})
    reference = page.context["page"].rows[0][1] if page.context["page"].rows else ""
    page = console.get("/emetteur/virements/", {"q": "10 100,00"})
    assert "2\u00a0800\u00a0886" in page.text
    reference = page.context["page"].rows[0][1]
    assert "2\u00a0800\u00a0886" in console.get("/emetteur/virements/", {"q": reference}).text
    path = "/emetteur/virements/2800886/"
    right = {"means": "transfer", "amount": "10100,00", "received_on": "2020-08-25"}
    wrong = console.post(
        path, {"means": "transfer", "amount": "10000", "received_on": "2020-08-25"}
    )
    assert "Le montant attendu est" in wrong.text
    early = console.post(path, right | {"received_on": "2020-08-01"})
    assert "doit être entre" in early.text
    console.post(path, right)
    order.refresh_from_db()
    assert (order.status, order.payment_means) == (OrderStatus.PAID, "transfer")
    assert last_entry().changes == {"received_on": ["", "2020-08-25"]}
    again = console.post(path, right)
    assert again.status_code == 404


def test_a_card_alone_needs_a_provider(console: Browser, settings: Settings) -> None:
    settings.PAYMENT_VARIANTS = {}
    terms = {"production_delay": "0", "integration_delay": "0", "delivery_delay": "0"}
    page = console.post(
        "/emetteur/orders/issuersettings/add/", terms | {"days_to_pay": "60", "offers_card": "on"}
    )
    assert "Aucun service de paiement par carte" in page.text
    assert not IssuerSettings.objects.exists()


def test_a_cheque_is_recorded_on_the_same_page(console: Browser, ancv: Client) -> None:
    order = OrderFactory.create(
        client=ancv, waiting=True, number=2800886, payment_means="cheque", client_reference="BC-118"
    )
    assert "BC-118" in console.get("/emetteur/virements/").text
    path = "/emetteur/virements/2800886/"
    page = console.get(path).text
    assert "BC-118" in page
    assert '<option value="cheque" selected>' in page
    form = {"amount": "10100,00", "received_on": "2020-08-25", "cheque_number": "0001234"}
    wrong = console.post(path, form | {"means": "transfer"})
    assert "n’a pas de numéro de chèque" in wrong.text
    console.post(path, form | {"means": "cheque"})
    order.refresh_from_db()
    assert (order.status, order.payment_means) == (OrderStatus.PAID, "cheque")
    assert last_entry().verb == "cheque-received"
    assert last_entry().changes["cheque_number"] == ["", "0001234"]
    console.get("/emetteur/orders/order/", {"q": "bc-118"})
    assert "BC-118" in console.get("/emetteur/orders/order/", {"q": "bc-118"}).text


def test_an_unpaid_order_is_cancelled_with_a_reason(console: Browser, ancv: Client) -> None:
    OrderFactory.create(client=ancv, waiting=True, number=2800886)
    page = console.get("/emetteur/orders/order/2800886/change/").text
    assert "/emetteur/commandes/2800886/annuler/" in page
    console.post("/emetteur/commandes/2800886/annuler/", {"reason": "doublon"})
    assert Order.objects.get().status == OrderStatus.CANCELLED
    assert last_entry().changes["reason"] == ["", "doublon"]
    paid = OrderFactory.create(client=ancv)
    assert console.get(f"/emetteur/commandes/{paid.number}/annuler/").status_code == 404


def test_libraries_show_nothing_here(console: Browser) -> None:
    """Their pages would hand out keys of sessions, and write past the journal."""
    ours = {model._meta.app_config.name.split(".")[0] for model in admin.site._registry}
    assert ours == {"escale", "procrastinate"}
    for name in ("auth/group", "account/emailaddress", "mfa/authenticator"):
        assert console.get(f"/emetteur/{name}/").status_code == 404


def test_staff_change_their_password_where_it_is_told(console: Browser, staff: User) -> None:
    staff.set_password(PASSWORD)
    staff.save()
    console.force_login(staff)
    page = console.get("/emetteur/password_change/", follow=True)
    assert page.redirect_chain[-1][0] == reverse("portal:password")
    typed = {"current": PASSWORD, "new": "une autre phrase", "again": "une autre phrase"}
    refused = console.post(reverse("portal:password"), typed | {"again": "une autre"})
    assert refused.status_code == 422
    assert "Les deux saisies diffèrent" in refused.text
    told = console.post(reverse("portal:password"), typed, follow=True)
    assert "Votre mot de passe est changé." in told.text
    assert (last_entry().verb, last_entry().user_id) == ("password-changed", staff.pk)
    assert console.get("/emetteur/").status_code == 200


def test_a_letter_that_the_database_lacks_is_refused(console: Browser) -> None:
    assert console.get("/emetteur/orders/order/?status__exact=x%00y").status_code == 400
