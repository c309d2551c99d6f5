"""T1, T2: no address of the portal tells a client anything of another one."""

import pytest
from django.db.models import Model
from django.http import StreamingHttpResponse
from django.test import Client as Browser
from django.urls import reverse

from escale.clients.models import Invitation, Member
from escale.clients.tests.factories import InvitationFactory
from escale.dotations.models import Dotation
from escale.dotations.tests.factories import DotationFactory
from escale.exports.models import Export
from escale.exports.tests.factories import ExportFactory
from escale.hints.models import DismissedHint
from escale.hints.tests.factories import DismissedHintFactory, LearnedDomainFactory
from escale.imports.models import Import
from escale.imports.tests.factories import ImportFactory
from escale.mass_sends.models import MassSend
from escale.mass_sends.tests.factories import MassSendFactory
from escale.ordering.models import Draft
from escale.ordering.tests.factories import DraftFactory
from escale.orders.tests.factories import OrderFactory
from escale.reminders.tests.factories import ReminderPlanFactory
from tests.pages import PAGES, Access, Route, routes
from tests.personas import SignIn
from tests.possessions import one_of_everything
from tests.read_only import reading_only

ROUTES = sorted(routes(), key=lambda route: route.name)
METHODS = ["get", "head", "post", "put", "patch", "delete", "options"]
CANARY = "CANARI"
OWNED: dict[str, type[Model]] = {
    "draft_id": Draft,
    "import_id": Import,
    "export_id": Export,
    "mass_send_id": MassSend,
    "member_id": Member,
    "invitation_id": Invitation,
    "hint_id": DismissedHint,
}
ARGUMENTS = ("number", "dotation_id", *OWNED)
OF_A_CLIENT = [
    route
    for route in ROUTES
    if set(route.arguments) & set(ARGUMENTS) and PAGES[route.name] != Access.STAFF
]


@pytest.fixture
def theirs(charlie: Member) -> Dotation:
    """A dotation of the other client, every text of which is a canary."""
    order = OrderFactory.create(client=charlie.client, placed_by=f"{CANARY}-placed-by")
    DraftFactory.create(client=charlie.client, opened_by=f"{CANARY}-opened-by")
    ImportFactory.create(order=order, author=f"{CANARY}-author", file_name=f"{CANARY}-file")
    MassSendFactory.create(client=charlie.client, author=f"{CANARY}-author")
    ExportFactory.create(order=order, user_id=charlie.user_id, file_name=f"{CANARY}-file")
    InvitationFactory.create(client=charlie.client, invited_by=f"{CANARY}-inviting")
    ReminderPlanFactory.create(client=charlie.client, changed_by=f"{CANARY}-changing")
    DismissedHintFactory.create(client=charlie.client, dismissed_by=f"{CANARY}-dismissing")
    LearnedDomainFactory.create(client=charlie.client, domain=f"{CANARY.lower()}.example")
    return DotationFactory.create(
        order=order,
        matricule=f"{CANARY}-1",
        last_name=f"{CANARY}-NOM",
        first_name=f"{CANARY}-prenom",
        email=f"{CANARY.lower()}@yopmail.example",
        in_error=True,
    )


def _first_of(dotation: Dotation, model: type[Model]) -> int:
    """Of the dotation's own client."""
    found: int = model._default_manager.filter(client=dotation.client).values_list("pk").get()[0]
    return found


def path_of(route: Route, dotation: Dotation | None) -> str:
    values: dict[str, int | str] = {
        **{name: _first_of(dotation, model) if dotation else 99 for name, model in OWNED.items()},
        "line_id": 99,
        "session_id": 99,
        "inquiry_id": 99,
        "client_id": 99,
        "product": "connect",
        "number": dotation.order_id if dotation else 99,
        "dotation_id": dotation.pk if dotation else 99,
        "token": "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
        "variant": "none",
        "pk": 99,
        "bounce_id": 99,
    }
    return reverse(route.name, kwargs={name: values[name] for name in route.arguments})


def test_every_address_has_its_line() -> None:
    assert {route.name for route in ROUTES} == set(PAGES)


@pytest.mark.parametrize("route", OF_A_CLIENT, ids=lambda route: route.name)
@pytest.mark.parametrize("method", METHODS)
def test_foreign_and_unknown_answer_alike(
    alice: Member, theirs: Dotation, sign_in: SignIn, route: Route, method: str
) -> None:
    browser = sign_in(alice)
    form = {"email": "x@yopmail.example", "phone": "0676028937", "revision": "0"}
    foreign = getattr(browser, method)(path_of(route, theirs), form if method == "post" else {})
    unknown = getattr(browser, method)(path_of(route, None), form if method == "post" else {})
    assert foreign.status_code == unknown.status_code
    assert foreign.status_code in (404, 405)
    assert CANARY.lower() not in foreign.text.lower()
    fresh = Dotation.objects.get(pk=theirs.pk)
    assert (fresh.email, fresh.revision) == (theirs.email, 0)


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_no_page_shows_a_canary(
    alice: Member, theirs: Dotation, sign_in: SignIn, route: Route
) -> None:
    queries = {"q": CANARY, "last_name": CANARY, "email": CANARY, "historique": "1"}
    page = sign_in(alice).get(path_of(route, theirs), queries)
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
def test_a_member_is_no_staff(
    alice: Member, theirs: Dotation, sign_in: SignIn, route: Route
) -> None:
    browser = sign_in(alice)
    for answer in (browser.get(path_of(route, theirs)), browser.post(path_of(route, theirs))):
        assert answer.status_code in (403, 405)


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_reading_never_writes(alice: Member, sign_in: SignIn, route: Route) -> None:
    mine = one_of_everything(alice)
    browser = sign_in(alice)
    browser.get("/mes-services/")
    with reading_only():
        for read in (browser.get, browser.head):
            answer = read(path_of(route, mine))
            if isinstance(answer, StreamingHttpResponse):
                # Read to its end: that is when the test's browser closes what it came from.
                list(answer.streaming_content)
