"""The tables of dotations show what happens elsewhere: a mail leaves, somebody activates."""

import re

import pytest
from django.test import Client as Browser
from pytest_django import DjangoAssertNumQueries

from escale.clients.models import Member
from escale.dotations.actions.resend_activation import resend_activation
from escale.dotations.models import Dotation
from escale.dotations.tests.factories import DotationFactory
from escale.kernel import clock
from escale.mailing.causes import Cause
from escale.mailing.models import OutgoingMessage
from escale.mailing.states import MessageState
from escale.orders.tests.factories import OrderFactory
from tests.markup import flat
from tests.personas import SignIn

HTMX = {"HX-Request": "true"}


@pytest.fixture
def row(alice: Member) -> Dotation:
    return DotationFactory.create(order=OrderFactory.create(client=alice.client))


@pytest.fixture(params=["order", "search"])
def path(request: pytest.FixtureRequest, row: Dotation) -> str:
    return f"/commandes/{row.order_id}/dotations/" if request.param == "order" else "/dotations/"


def version_in(page: str) -> str:
    """What the live region says that it shows."""
    found = re.search(r'<section class="panel" id="\w+"[^>]*? data-version="(\w+)"', flat(page))
    assert found
    return found[1]


def ask(browser: Browser, path: str, seen: str) -> tuple[int, str]:
    answer = browser.get(path, headers=HTMX | {"Live-Version": seen})
    return answer.status_code, answer.text


def settle(row: Dotation, state: MessageState, **values: object) -> None:
    OutgoingMessage.objects.filter(about=row.about).update(
        state=state, settled_at=clock.now(), next_attempt_at=None, **values
    )


def test_nothing_new_is_not_drawn(
    alice: Member,
    sign_in: SignIn,
    path: str,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    browser = sign_in(alice)
    seen = version_in(browser.get(path).text)
    with django_assert_max_num_queries(9):
        assert ask(browser, path, seen) == (204, "")


def test_a_mail_is_followed_until_it_is_accepted(
    alice: Member, sign_in: SignIn, row: Dotation, path: str
) -> None:
    browser = sign_in(alice)
    before = version_in(browser.get(path).text)
    resend_activation(actor=alice.actor, dotation_id=row.pk, revision=row.revision)
    status, leaving = ask(browser, path, before)
    assert status == 200
    assert "<html" not in leaving
    assert "data-soon" in leaving
    assert "E-mail en cours d’envoi" in leaving
    settle(row, MessageState.SENT, sent_at=clock.now())
    _status, sent = ask(browser, path, version_in(leaving))
    assert "data-soon" not in sent
    assert "E-mail envoyé à" in sent


def test_a_failure_says_why(alice: Member, sign_in: SignIn, row: Dotation, path: str) -> None:
    resend_activation(actor=alice.actor, dotation_id=row.pk, revision=row.revision)
    settle(row, MessageState.FAILED, cause=Cause.UNKNOWN_DOMAIN)
    Dotation.objects.filter(pk=row.pk).update(status="email_error")
    _status, shown = ask(sign_in(alice), path, "earlier")
    assert "Domaine inconnu" in shown
    assert 'data-says="louise FERBACH\u00a0: Erreur e-mail, Domaine inconnu"' in shown


def test_the_region_equals_the_page(alice: Member, sign_in: SignIn, path: str) -> None:
    browser = sign_in(alice)
    page = browser.get(path).text
    _status, region = ask(browser, path, "earlier")
    assert region.split("csrfmiddlewaretoken")[0].strip() in page


def test_it_looks_even_where_all_are_activated(
    alice: Member, sign_in: SignIn, row: Dotation, path: str
) -> None:
    browser = sign_in(alice)
    Dotation.objects.update(status="activated", activated_at=clock.now())
    assert " data-live" in flat(browser.get(path).text)


def test_others(
    bea: Member, charlie: Member, sign_in: SignIn, row: Dotation, client: Browser
) -> None:
    path = f"/commandes/{row.order_id}/dotations/"
    assert ask(sign_in(bea), path, "earlier")[0] == 200
    assert ask(sign_in(charlie), path, "earlier")[0] == 404
    signed_out = client.get(path, headers=HTMX | {"Live-Version": "earlier"})
    assert signed_out["HX-Redirect"].startswith("/connexion/")
