"""No page of the console shows a client's people without leaving a line in its journal (T8)."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import Client as Browser
from django.urls import reverse

from escale.accounts.models import User
from escale.backoffice.looking import masked
from escale.backoffice.urls import urlpatterns
from escale.clients.models import Member
from escale.dotations.models import Dotation
from escale.dotations.tests.factories import DotationFactory
from escale.journal.models import JournalEntry
from escale.mailing.models import OutgoingMessage
from escale.privacy.tests.made import EMAIL, MATRICULE, NAME, PHONE, known_dotation, known_otherwise

pytestmark = pytest.mark.django_db
# What a client writes to the issuer is for the issuer to read.
WRITTEN_TO_STAFF = ("backoffice:inquiries", "backoffice:inquiry")


@pytest.fixture
def person(db: None) -> Dotation:
    dotation = known_dotation()
    known_otherwise(dotation)
    # As real ones are.
    about = OutgoingMessage.objects.filter(about=dotation.about)
    about.update(client_id=dotation.client_id)
    return dotation


@pytest.fixture
def browser(staff: User) -> Browser:
    browser = Browser()
    browser.force_login(staff)
    return browser


def stock_pages() -> Iterator[str]:
    """Every list of the console, and a page of each of its rows."""
    for model in apps.get_models():
        if admin.site.is_registered(model):
            name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
            yield reverse(f"{name}_changelist")
            yield from (
                reverse(f"{name}_change", args=[row.pk]) for row in model._default_manager.all()[:9]
            )


def own_pages(dotation: Dotation) -> Iterator[str]:
    numbers = {"dotation_id": dotation.pk, "number": dotation.order_id}
    for pattern in urlpatterns:
        name = f"backoffice:{pattern.name}"
        if name in WRITTEN_TO_STAFF:
            continue
        names = pattern.pattern.converters
        yield reverse(name, kwargs={key: numbers.get(key, 1) for key in names})
    yield f"{reverse('backoffice:people')}?q={EMAIL}"


def test_every_page_that_shows_somebody_leaves_a_line(person: Dotation, browser: Browser) -> None:
    shown = 0
    for path in [*stock_pages(), *own_pages(person)]:
        before = JournalEntry.objects.count()
        answer = browser.get(path)
        text = answer.content.decode(errors="replace") if not answer.streaming else ""
        if any(canary in text for canary in (EMAIL, PHONE, NAME, MATRICULE)):
            shown += 1
            lines = JournalEntry.objects.order_by("id")[before:]
            assert [line for line in lines if line.client_id == person.client_id], path
    assert shown > 5


def test_each_client_reads_how_many_of_its_own_were_on_the_page(
    browser: Browser, alice: Member, charlie: Member
) -> None:
    for member, number in ((alice, 3), (charlie, 1)):
        DotationFactory.create_batch(
            number, order__client=member.client, last_name="ZANZIBAR", email="z@yopmail.example"
        )
    browser.get("/emetteur/dotations/dotation/?q=zanzibar")
    lines = JournalEntry.objects.filter(verb="people-looked-at").order_by("id")
    told = {line.client_id: line.changes for line in lines}
    assert told == {
        alice.client_id: {"people": ["", "3"], "looked_for": ["", "z…"]},
        charlie.client_id: {"people": ["", "1"], "looked_for": ["", "z…"]},
    }
    browser.get("/emetteur/personnes/?q=z@yopmail.example")
    assert lines.all().count() == 4


def test_a_member_reads_it(browser: Browser, alice: Member, client: Browser) -> None:
    row = DotationFactory.create(order__client=alice.client)
    browser.get(f"/emetteur/personnes/?q={row.email}")
    client.force_login(alice.user)
    page = client.get("/journal/").text
    assert "Liste de personnes consultée par l’émetteur" in page
    assert "i…" in page
    assert row.email not in page


def test_what_shows_nobody_leaves_nothing(browser: Browser) -> None:
    browser.get("/emetteur/personnes/?q=nobody@yopmail.example")
    browser.get("/emetteur/dotations/dotation/")
    assert not JournalEntry.objects.filter(verb="people-looked-at").exists()


@pytest.mark.parametrize(
    ("text", "kept"),
    [("", ""), ("denis@yopmail.example", "d…"), ("Jean  Du PONT", "J… D… P…"), ("06 76", "0… 7…")],
)
def test_what_was_looked_for_is_masked(text: str, kept: str) -> None:
    assert masked(text) == kept
