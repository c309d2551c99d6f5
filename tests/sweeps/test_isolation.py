"""T1, T2: no address of the portal tells a client anything of another one."""

import pytest
from django.http import StreamingHttpResponse
from django.test import Client as Browser

from escale.dotations.models import Dotation
from tests.pages import PAGES, Access, Route
from tests.paths import OWNED, ROUTES, path_of
from tests.possessions import CANARY
from tests.read_only import reading_only

METHODS = ["get", "head", "post", "put", "patch", "delete", "options"]
ARGUMENTS = ("number", "dotation_id", *OWNED)
OF_A_CLIENT = [
    route
    for route in ROUTES
    if set(route.arguments) & set(ARGUMENTS) and PAGES[route.name] != Access.STAFF
]


def test_every_address_has_its_line() -> None:
    assert {route.name for route in ROUTES} == set(PAGES)


@pytest.mark.parametrize("route", OF_A_CLIENT, ids=lambda route: route.name)
@pytest.mark.parametrize("method", METHODS)
def test_foreign_and_unknown_answer_alike(
    alice_signed_in: Browser, theirs: Dotation, route: Route, method: str
) -> None:
    browser = alice_signed_in
    form = {"email": "x@yopmail.example", "phone": "0676028937", "revision": "0"}
    foreign = getattr(browser, method)(path_of(route, theirs), form if method == "post" else {})
    unknown = getattr(browser, method)(path_of(route, None), form if method == "post" else {})
    assert foreign.status_code == unknown.status_code
    assert foreign.status_code in (404, 405)
    assert CANARY.lower() not in foreign.text.lower()
    fresh = Dotation.objects.get(pk=theirs.pk)
    assert (fresh.email, fresh.revision) == (theirs.email, 0)


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_no_page_shows_a_canary(alice_signed_in: Browser, theirs: Dotation, route: Route) -> None:
    queries = {"q": CANARY, "last_name": CANARY, "email": CANARY, "historique": "1"}
    page = alice_signed_in.get(path_of(route, theirs), queries)
    if isinstance(page, StreamingHttpResponse):
        # A workbook: read to its end, that is when the test's browser closes it.
        assert b"".join(page.streaming_content)
    else:
        shown = (
            page.content.decode(errors="replace").lower().replace(f'value="{CANARY.lower()}"', "")
        )
        assert f"{CANARY}-".lower() not in shown
        assert theirs.email not in shown


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_signed_out(theirs: Dotation, client: Browser, route: Route) -> None:
    answer = client.get(path_of(route, theirs))
    if (
        PAGES[route.name] in (Access.MEMBER, Access.ADMINISTRATOR, Access.SIGNED_IN, Access.STAFF)
        and answer.status_code != 405
    ):
        assert answer.status_code == 302
        assert answer["Location"].startswith("/connexion/?next=")
    else:
        assert answer.status_code in (200, 302, 400, 404, 405)


@pytest.mark.parametrize(
    "route",
    [route for route in ROUTES if PAGES[route.name] == Access.STAFF],
    ids=lambda route: route.name,
)
def test_a_member_is_no_staff(alice_signed_in: Browser, theirs: Dotation, route: Route) -> None:
    path = path_of(route, theirs)
    for answer in (alice_signed_in.get(path), alice_signed_in.post(path)):
        assert answer.status_code in (403, 405)


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_reading_never_writes(alice_signed_in: Browser, mine: Dotation, route: Route) -> None:
    with reading_only():
        for read in (alice_signed_in.get, alice_signed_in.head):
            answer = read(path_of(route, mine))
            if isinstance(answer, StreamingHttpResponse):
                # Read to its end: that is when the test's browser closes what it came from.
                list(answer.streaming_content)
