"""Roles: what a member may not do is refused, and not offered either (B10)."""

import re
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve

from escale.clients.models import Client, Member, Role
from escale.clients.tests.factories import MemberFactory
from tests.pages import PAGES, Access, Route
from tests.paths import ROUTES, path_of
from tests.personas import SignIn
from tests.possessions import one_of_everything

pytestmark = pytest.mark.django_db
PAGES_TO_READ = [route for route in ROUTES if PAGES[route.name] == Access.MEMBER]
CONTROLS = re.compile(r'(?:action|formaction|href|hx-post|hx-get)="([^"#]+)"')
# Of bea, who reads, and of bob, who manages.
REFUSED_TO = {
    "bea": {Access.EDITOR, Access.ADMINISTRATOR},
    "bob": {Access.ADMINISTRATOR},
}
REFUSED = [
    (person, route)
    for person, refused in REFUSED_TO.items()
    for route in ROUTES
    if PAGES[route.name] in refused
]


def names(value: Route | str) -> str:
    return value if isinstance(value, str) else value.name


@pytest.fixture
def member(person: str, ancv: Client) -> Member:
    """Bea or bob, alone with her client."""
    role = {"bea": Role.READER, "bob": Role.MANAGER}[person]
    return MemberFactory.create(client=ancv, role=role)


@pytest.mark.parametrize(("person", "route"), REFUSED, ids=names)
def test_what_is_not_theirs_to_do_is_refused(
    member: Member, sign_in: SignIn, person: str, route: Route
) -> None:
    browser, path = sign_in(member), path_of(route, None)
    answer = browser.post(path)
    if answer.status_code == 405:
        answer = browser.get(path)
    assert answer.status_code == 403


@pytest.mark.parametrize("route", PAGES_TO_READ, ids=names)
@pytest.mark.parametrize("person", REFUSED_TO)
def test_what_would_be_refused_is_not_offered(
    member: Member, sign_in: SignIn, person: str, route: Route
) -> None:
    page = sign_in(member).get(path_of(route, one_of_everything(member)))
    if page.streaming:
        list(page)
        return
    offered = {target(address) for address in CONTROLS.findall(page.text)}
    assert {name for name in offered if PAGES.get(name) in REFUSED_TO[person]} == set()


def target(address: str) -> str:
    """The route that a link or a form leads to; empty for what is not ours."""
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return ""
