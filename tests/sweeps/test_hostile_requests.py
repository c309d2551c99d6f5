"""S4, S9, T1, T6: what nobody sends by mistake, to every address that the resolver knows."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import pytest
from django.http import StreamingHttpResponse
from django.test import Client as Browser
from django.urls import reverse

from escale.accounts.models import User
from escale.clients.models import Member
from escale.dotations.models import Dotation
from escale.dotations.tests.factories import DotationFactory
from escale.orders.tests.factories import OrderFactory
from tests.pages import OF_MEMBERS, PAGES, Route
from tests.paths import NOBODYS, OWNED, ROUTES, path_of
from tests.personas import SignIn

# Programs post there: they hold a secret of their own instead of our token.
WITHOUT_TOKEN = {
    "process_payment",
    "static_process_payment",
    "webhooks:mail_report",
    "webhooks:text_report",
    # Its signed address is the key, and mailboxes post to it (RFC 8058).
    "portal:digest_end",
}
MEMBERS_ROUTES = [route for route in ROUTES if PAGES[route.name] in OF_MEMBERS]
# Cancelling is meant to change the order.
LEAVING_ORDERS = [route for route in MEMBERS_ROUTES if route.name != "portal:order_cancel"]
NUMBERS = ("number", "dotation_id", "line_id", *OWNED)
NUMBERED = [route for route in MEMBERS_ROUTES if set(route.arguments) & set(NUMBERS)]
INJECTIONS = {
    "client__password": "x",
    "order__client_id": "1",
    "__all__": "1",
    "fields": "*",
    "tri": "client__name",
    "page": "-1",
    "statut": "' OR 1=1 --",
    "q": "%00\x00\\'\"",
}


def path_with(route: Route, numbers: Mapping[str, int]) -> str:
    values = {name: numbers.get(name, NOBODYS) for name in route.arguments} | {"token": uuid4()}
    return reverse(route.name, kwargs={name: values[name] for name in route.arguments})


def read_to_its_end(answer: Any) -> None:  # the test browser's own kind
    """That is when the test's browser closes the file it came from."""
    if isinstance(answer, StreamingHttpResponse):
        list(answer.streaming_content)  # type: ignore[arg-type]


def names(route: Route) -> str:
    return route.name


@pytest.mark.parametrize("route", ROUTES, ids=names)
def test_nothing_is_posted_without_our_token(alice_signed_in: Browser, route: Route) -> None:
    """Refused before anything is looked at, whoever signs in."""
    browser = Browser(enforce_csrf_checks=True)
    browser.cookies = alice_signed_in.cookies
    answer = browser.post(path_of(route, None), headers={"Origin": "https://evil.example"})
    if route.name in WITHOUT_TOKEN:
        assert answer.status_code in (204, 400, 404)
    else:
        assert answer.status_code in (403, 405)


@pytest.mark.parametrize("route", MEMBERS_ROUTES, ids=names)
def test_no_parameter_reaches_the_query(
    alice_signed_in: Browser, mine: Dotation, route: Route
) -> None:
    answer = alice_signed_in.get(path_of(route, None), INJECTIONS)
    read_to_its_end(answer)
    assert answer.status_code in (200, 302, 400, 404, 405)


@pytest.mark.parametrize("route", NUMBERED, ids=names)
@pytest.mark.parametrize("number", [0, 2**31, 2**63, 10**30])
def test_a_number_that_nothing_has_is_a_missing_page(
    alice_signed_in: Browser, route: Route, number: int
) -> None:
    path = path_with(route, dict.fromkeys(NUMBERS, number))
    for answer in (alice_signed_in.get(path), alice_signed_in.post(path)):
        assert answer.status_code in (404, 405)


def protected(row: Dotation) -> tuple[object, ...]:
    """What no form of a client's may change."""
    row.refresh_from_db()
    row.order.refresh_from_db()
    return (
        row.amount,
        row.status,
        row.client_id,
        row.order_id,
        row.matricule,
        row.last_name,
        row.activated_at,
        row.order.status,
        row.order.total,
        row.order.client_id,
        list(User.objects.filter(is_staff=True)),
        list(Member.objects.order_by("pk").values_list("client_id", "role")),
    )


@pytest.mark.parametrize("route", LEAVING_ORDERS, ids=names)
def test_a_field_too_many_changes_nothing(
    bob: Member, charlie: Member, sign_in: SignIn, route: Route
) -> None:
    row = DotationFactory.create(order=OrderFactory.create(client=bob.client))
    before = protected(row)
    path = path_with(route, {"number": row.order_id, "dotation_id": row.pk})
    answer = sign_in(bob).post(
        path,
        {
            "amount": "1",
            "montant": "1",
            "status": "activated",
            "statut": "activé",
            "client": charlie.client_id,
            "client_id": charlie.client_id,
            "order_id": "1",
            "activated_at": "2020-01-01",
            "is_staff": "on",
            "is_superuser": "on",
            "role": "administrator",
            "total": "1",
            "email": "autre@yopmail.example",
            "phone": "06 00 00 00 61",
            "revision": row.revision,
        },
    )
    read_to_its_end(answer)
    assert protected(row) == before
