import re

import pytest
from django.test import Client
from django.urls import reverse

from escale.demo.models import CaughtMail
from escale.demo.tests.factories import CaughtMailFactory, content
from tests.markup import flat

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def page_of(client: Client, **query: str | int) -> str:
    response = client.get(reverse("demo:mailbox"), query)
    assert response.status_code == 200
    return response.content.decode()


def test_empty_mailbox(client: Client) -> None:
    assert "Aucun message pour l’instant" in page_of(client)


def test_newest_comes_first(client: Client) -> None:
    for subject in ("Premier", "Second"):
        CaughtMailFactory.create(content=content(subject=subject))
    page = page_of(client)
    assert page.index("Second") < page.index("Premier")


def test_refused_mail_says_so_with_the_servers_answer(client: Client) -> None:
    CaughtMailFactory.create(refused=True)
    page = page_of(client)
    assert "non remis" in page
    assert "550 5.1.2 inexistant.example: unknown domain" in page


def test_postponed_mail_is_not_shown_as_lost(client: Client) -> None:
    CaughtMailFactory.create(refused=True, refusal="452 4.2.2 Mailbox full")
    page = page_of(client)
    assert "différé</span>" in page
    assert "non remis" not in page


@pytest.mark.parametrize("term", ["chloe", "CHLOÉ@", "réservé", "reserve"])
def test_search_by_recipient_and_subject(client: Client, term: str) -> None:
    CaughtMailFactory.create(recipient="chloe@yopmail.example", content=content("Réservé à Chloé"))
    CaughtMailFactory.create(recipient="autre@yopmail.example", content=content("Bonjour"))
    page = page_of(client, q=term)
    assert "chloe<wbr>" in page
    assert "autre<wbr>" not in page


def test_pages_hold_fifty_messages(client: Client) -> None:
    CaughtMailFactory.create_batch(51)
    assert page_of(client).count('id="message-') == 50
    assert page_of(client, page=2).count('id="message-') == 1


def test_refreshed_list_is_the_list_of_the_page(client: Client) -> None:
    CaughtMailFactory.create()
    refreshed = client.get(reverse("demo:mailbox"), headers=HTMX).content.decode()
    assert flat(refreshed).startswith('<div id="liste"')
    assert refreshed.strip() in page_of(client)


def test_list_is_sent_again_only_when_it_changed(client: Client) -> None:
    CaughtMailFactory.create()
    refresh = re.search(r'id="liste" hx-get="([^"]+)"', flat(page_of(client)))
    assert refresh is not None
    address = refresh[1].replace("&amp;", "&")
    assert client.get(address, headers=HTMX).status_code == 204
    CaughtMailFactory.create()
    assert client.get(address, headers=HTMX).status_code == 200


def test_going_back_restores_the_whole_page(client: Client) -> None:
    restored = client.get(
        reverse("demo:mailbox"), headers=HTMX | {"HX-History-Restore-Request": "true"}
    )
    assert b"<!doctype html>" in restored.content


def test_everything_is_thrown_away_by_post(client: Client) -> None:
    CaughtMailFactory.create_batch(2)
    assert client.get(reverse("demo:empty")).status_code == 405
    assert CaughtMail.objects.count() == 2
    response = client.post(reverse("demo:empty"), follow=True)
    assert "2 messages supprimés" in response.content.decode()
    assert not CaughtMail.objects.exists()
