from datetime import timedelta

import pytest
from django.http import StreamingHttpResponse
from django.test import Client as Browser

from escale.accounts.models import User
from escale.clients.actions.record_visit import record_visit
from escale.clients.models import Member
from escale.dotations.actions.correct_contact import correct_contact
from escale.dotations.contact import Contact
from escale.dotations.models import Dotation
from escale.dotations.states import DotationStatus
from escale.dotations.tests.factories import DotationFactory
from escale.journal.actions.record import record
from escale.journal.actor import SYSTEM, Actor, Door
from escale.journal.models import JournalEntry
from escale.kernel import clock
from escale.orders.tests.factories import OrderFactory
from tests.markup import flat
from tests.personas import SignIn

PAGES = ["/journal/", "/commandes/{order}/journal/", "/dotations/{dotation}/journal/"]


@pytest.fixture
def browser(alice: Member, sign_in: SignIn) -> Browser:
    return sign_in(alice)


@pytest.fixture
def dotation(alice: Member) -> Dotation:
    order = OrderFactory.create(client=alice.client)
    return DotationFactory.create(
        order=order, status=DotationStatus.AWAITING_ACTIVATION, email="former@yopmail.example"
    )


@pytest.fixture
def corrected(alice: Member, dotation: Dotation) -> Dotation:
    contact = Contact("new@yopmail.example", dotation.phone)
    correct_contact(actor=alice.actor, dotation_id=dotation.pk, contact=contact)
    return dotation


@pytest.mark.parametrize("page", PAGES)
def test_a_correction_is_told(browser: Browser, corrected: Dotation, page: str) -> None:
    path = page.format(order=corrected.order_id, dotation=corrected.pk)
    shown = browser.get(path).text
    assert "Coordonnées modifiées" in shown
    assert '<del class="old">former@yopmail.example</del>' in shown
    assert '<ins class="new">new@yopmail.example</ins>' in shown
    assert "E-mail\u00a0: en attente" in shown
    assert f"{corrected.first_name} {corrected.last_name}" in shown


def test_what_befell_the_order_befell_the_dotation(
    browser: Browser, alice: Member, corrected: Dotation
) -> None:
    neighbour = DotationFactory.create(order=corrected.order)
    order = corrected.order
    record(actor=SYSTEM, verb="order-closed", about=order.about, client_id=order.client_id)
    shown = browser.get(f"/dotations/{neighbour.pk}/journal/").text
    assert "Commande terminée" in shown
    assert "Coordonnées modifiées" not in shown


@pytest.mark.parametrize("page", PAGES[1:])
def test_nothing_done_yet(browser: Browser, dotation: Dotation, page: str) -> None:
    path = page.format(order=dotation.order_id, dotation=dotation.pk)
    assert "Rien n’a encore été fait ici." in browser.get(path).text


def test_the_client_sees_the_issuer_s_look(browser: Browser, alice: Member, staff: User) -> None:
    record_visit(actor=Actor("Odile", Door.OPERATOR, staff.pk), client=alice.client)
    shown = browser.get("/journal/").text
    assert "Portail consulté par l’émetteur" in shown
    assert '<span class="journal-door journal-door--issuer">opérateur</span>' in shown


@pytest.mark.parametrize(
    ("about", "link"),
    [
        ("order:2800875", '<a href="/commandes/2800875/">Commande 2\u00a0800\u00a0875</a>'),
        ("mass-send:3", '<a href="/envois/3/">Envoi en masse</a>'),
        ("dotation:9", "Dotation 9"),
        ("inquiry:3", "Message"),
        ("client:1000001", "ANCV Client"),
        ("user:3", "Accès"),
    ],
)
def test_a_line_leads_to_what_it_is_about(
    browser: Browser, alice: Member, about: str, link: str
) -> None:
    record(actor=alice.actor, verb="order-created", about=about, client_id=alice.client_id)
    assert link in flat(browser.get("/journal/?acte=order").text)


def test_another_client_sees_nothing(charlie: Member, sign_in: SignIn, corrected: Dotation) -> None:
    theirs = sign_in(charlie)
    assert "new@yopmail.example" not in theirs.get("/journal/").text
    assert theirs.get(f"/journal/export/?sur=dotation:{corrected.pk}").status_code == 404


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("acte=contact", True),
        ("acte=file", False),
        ("par=screen", True),
        ("par=operator", False),
        ("qui=memb", True),
        ("qui=nobody", False),
        ("du={today}&au={today}", True),
        ("au={yesterday}", False),
        ("du=0001-01-01&au=9999-12-31", True),
        ("du=hier&acte=x", True),
    ],
)
def test_filters(browser: Browser, corrected: Dotation, query: str, is_found: bool) -> None:
    today = clock.today()
    query = query.format(today=today, yesterday=today - timedelta(days=1))
    shown = browser.get(f"/journal/?{query}").text
    assert ("new@yopmail.example" in shown) is is_found


def test_a_filter_that_leaves_nothing_says_so(browser: Browser, corrected: Dotation) -> None:
    shown = browser.get("/journal/?acte=file").text
    assert "Aucune ligne ne correspond à ces filtres." in shown


def test_pages_go_by_line(browser: Browser, alice: Member) -> None:
    for number in range(60):
        JournalEntry.objects.create(
            actor=f"Personne {number:02}",
            door=Door.SCREEN,
            verb="client-saved",
            about=f"client:{alice.client.code}",
            client_id=alice.client_id,
        )
    first = browser.get("/journal/?acte=access&par=screen")
    oldest = first.context["older"]
    assert f"avant={oldest}" in first.text
    assert len(first.context["lines"]) == 50
    second = browser.get(f"/journal/?acte=access&par=screen&avant={oldest}")
    assert "Personne 00" in second.text
    assert second.context["older"] is None
    assert 'href="?acte=access&amp;par=screen"' in second.text


def test_the_journal_is_exported_and_says_so(browser: Browser, corrected: Dotation) -> None:
    answer = browser.get("/journal/export/?acte=contact")
    assert isinstance(answer, StreamingHttpResponse)
    assert b"".join(answer.streaming_content)
    assert answer["Content-Disposition"].endswith('_Journal.xlsx"')
    line = JournalEntry.objects.get(verb="journal-exported")
    assert line.changes["rows"] == ["", "1"]
