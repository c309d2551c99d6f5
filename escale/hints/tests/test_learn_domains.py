"""Which domains count as a client's own: those that its mail reaches."""

from datetime import UTC, datetime

import pytest

from escale.clients.models import Client
from escale.clients.tests.factories import ClientFactory
from escale.dotations.models import Dotation
from escale.dotations.states import DotationStatus
from escale.dotations.tests.factories import DotationFactory
from escale.hints.actions.learn_domains import learn_domains
from escale.hints.models import LearnedDomain
from escale.hints.queries import known_domains
from escale.kernel.hints import suggest_address
from escale.mailing.causes import Cause
from escale.mailing.states import MessageState
from escale.mailing.tests.factories import OutgoingMessageFactory
from escale.orders.models import Order
from escale.orders.tests.factories import OrderFactory

pytestmark = pytest.mark.django_db
KERDRAON = "ateliers-kerdraon.fr"
NOW = datetime(2020, 9, 1, tzinfo=UTC)
SETTLED = {"next_attempt_at": None, "settled_at": NOW}
SENT = SETTLED | {"sent_at": NOW}


@pytest.fixture
def client() -> Client:
    return ClientFactory.create()


@pytest.fixture
def order(client: Client) -> Order:
    return OrderFactory.create(client=client)


def reached(order: Order, domain: str, people: int = 1, **traits: object) -> None:
    for number in range(people):
        message = OutgoingMessageFactory.create(state=MessageState.SENT, **SENT)
        made = {"last_message": message, "email": f"p{number}@{domain}"} | traits
        DotationFactory.create(order=order, **made)


def learned(client: Client) -> dict[str, tuple[int, bool]]:
    learn_domains()
    found = LearnedDomain.objects.filter(client=client)
    return {row.domain: (row.people, row.is_familiar) for row in found}


def test_five_people_that_mail_reaches(client: Client, order: Order) -> None:
    reached(order, KERDRAON, 5)
    reached(order, "bati-kerdraon.fr", 4)
    assert learned(client) == {KERDRAON: (5, True)}
    assert known_domains(client.pk).familiar == {KERDRAON}
    assert suggest_address("l@atelier-kerdraon.fr", known_domains(client.pk)) == f"l@{KERDRAON}"
    assert suggest_address("l@atelier-kerdraon.fr") is None


def test_one_person_of_five_orders_is_one(client: Client) -> None:
    for _year in range(5):
        reached(OrderFactory.create(client=client), KERDRAON)
    assert learned(client) == {}


def test_a_name_is_the_same_whatever_its_capitals(client: Client, order: Order) -> None:
    reached(order, KERDRAON, 3)
    reached(order, KERDRAON.upper(), 5)
    assert learned(client) == {KERDRAON: (5, True)}


def test_of_many_people_five_are_few(client: Client, order: Order) -> None:
    reached(order, KERDRAON, 5)
    many = [
        DotationFactory.build(
            order=order, client_id=client.pk, email=f"p{number}@kerouan.fr", matricule=f"k{number}"
        )
        for number in range(250)
    ]
    Dotation.objects.bulk_create(many)
    assert learned(client) == {}


def test_usual_providers_need_not_be_learned(client: Client, order: Order) -> None:
    reached(order, "gmail.com", 6)
    assert learned(client) == {}


@pytest.mark.parametrize(
    "traits",
    [
        {"last_message": None},
        {"last_message": None, "in_production": True},
        {"status": DotationStatus.EMAIL_ERROR},
    ],
    ids=["never-written-to", "not-yet", "in-error"],
)
def test_where_no_mail_arrived_nothing_is_learned(
    client: Client, order: Order, traits: dict[str, object]
) -> None:
    reached(order, KERDRAON, 6, **traits)
    assert learned(client) == {}


def test_a_domain_that_does_not_exist_never_counts(client: Client, order: Order) -> None:
    reached(order, KERDRAON, 6, account_created=True)
    assert learned(client) == {KERDRAON: (6, True)}
    lost = OutgoingMessageFactory.create(
        state=MessageState.FAILED, cause=Cause.UNKNOWN_DOMAIN, **SETTLED
    )
    DotationFactory.create(order=order, email=f"lost@{KERDRAON}", last_message=lost, in_error=True)
    assert learned(client) == {}


def test_an_address_that_does_not_exist_says_nothing_of_its_domain(
    client: Client, order: Order
) -> None:
    reached(order, KERDRAON, 6)
    lost = OutgoingMessageFactory.create(
        state=MessageState.FAILED, cause=Cause.UNKNOWN_ADDRESS, **SETTLED
    )
    DotationFactory.create(order=order, email=f"lost@{KERDRAON}", last_message=lost, in_error=True)
    assert learned(client) == {KERDRAON: (6, True)}


def test_a_slip_that_takes_mail_is_not_familiar_for_all_that(client: Client, order: Order) -> None:
    """Whoever bought gmial.com takes all that is sent there."""
    reached(order, "gmial.com", 6)
    assert learned(client) == {}


def test_an_account_proves_that_a_domain_is_real(client: Client, order: Order) -> None:
    reached(order, "gmial.com", account_created=True)
    assert learned(client) == {"gmial.com": (1, False)}
    domains = known_domains(client.pk)
    assert suggest_address("l@gmial.com", domains) is None
    assert suggest_address("l@gmiall.com", domains) == "l@gmail.com"


def test_a_neighbour_of_a_familiar_domain_may_be_real_too(client: Client, order: Order) -> None:
    reached(order, KERDRAON, 6)
    reached(order, "atelier-kerdraon.fr", activated=True)
    reached(order, "somewhere.example", activated=True)
    assert learned(client) == {KERDRAON: (6, True), "atelier-kerdraon.fr": (1, False)}


def test_each_client_learns_from_its_own(client: Client, order: Order) -> None:
    other = OrderFactory.create()
    reached(order, KERDRAON, 6)
    reached(other, "kerouan.fr", 6)
    assert learned(client) == {KERDRAON: (6, True)}
    assert learned(other.client) == {"kerouan.fr": (6, True)}


def test_what_was_erased_is_unlearned(client: Client, order: Order) -> None:
    reached(order, KERDRAON, 6)
    assert learned(client)
    Dotation.objects.update(email="")
    assert learned(client) == {}


def test_one_query_tells_it_all(
    client: Client, order: Order, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    reached(order, KERDRAON, 6)
    learn_domains()
    with django_assert_num_queries(1):  # type: ignore[operator]
        known_domains(client.pk)
