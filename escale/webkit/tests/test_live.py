"""What a page answers when it is asked again for what it shows."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client as Browser
from django.test import RequestFactory
from pytest_django import DjangoAssertNumQueries

from escale.changes.models import ClientChange
from escale.clients.models import Member
from escale.dotations.tests.factories import DotationFactory
from escale.kernel import clock
from escale.kernel.tokens import sign
from escale.orders.tests.factories import OrderFactory
from escale.webkit.live import HOURS, live_page, stamp_path, version_of


def test_a_version_follows_what_is_shown() -> None:
    assert version_of([1, "a"], None) == version_of([1, "a"], None)
    assert version_of(1, 2) != version_of(2, 1)
    assert version_of("1") != version_of(1)


def test_unchanged_is_not_drawn_again() -> None:
    request = RequestFactory().get("/", headers={"Live-Version": "same"})
    answer = live_page(request, "no/such/template.html", {}, version="same")
    assert (answer.status_code, answer.content) == (204, b"")


def test_looking_is_one_statement_without_a_session(
    alice: Member, client: Browser, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    path = stamp_path(alice)
    # In one transaction, a second change is told with the first.
    ClientChange.objects.all().delete()
    with django_assert_num_queries(1):
        before = client.get(path)
    assert before.status_code == 200
    assert "no-store" in before["Cache-Control"]
    assert not before.cookies
    DotationFactory.create(order=OrderFactory.create(client=alice.client))
    assert client.get(path).content != before.content


@pytest.mark.django_db
def test_a_made_up_or_old_address_tells_nothing(alice: Member, client: Browser) -> None:
    assert client.get("/fraicheur/abc/").status_code == 404
    other = sign("other", f"{alice.client_id}.1")
    assert client.get(f"/fraicheur/{other}/").status_code == 404
    path = stamp_path(alice)
    with time_machine.travel(clock.now() + timedelta(hours=HOURS + 2)):
        assert client.get(path).status_code == 404
