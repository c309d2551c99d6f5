from collections import Counter

import pytest
from django.contrib.auth import authenticate
from django.test import Client as Browser

from escale.activation.models import Holding
from escale.clients.models import Client, Member, Role
from escale.demo.actions.load_guide import PASSWORD, load_guide
from escale.demo.big_order import BIG_ORDER_NUMBER
from escale.demo.models import CaughtMail
from escale.dotations.figures import activity, attention
from escale.dotations.models import Dotation
from escale.dotations.situations import Situation
from escale.dotations.states import DotationStatus
from escale.kernel import clock
from escale.kernel.money import format_euros
from escale.mailing.causes import Cause
from escale.mailing.judging import cause_of
from escale.mailing.states import MessageState
from escale.orders.models import Order
from escale.orders.queries import order_counts
from escale.orders.states import OrderStatus

pytestmark = pytest.mark.slow


@pytest.fixture
def _loaded(db: None) -> None:
    load_guide()


@pytest.mark.usefixtures("_loaded")
def test_the_guide_s_orders_stand_as_it_shows_them() -> None:
    totals = {
        number: format_euros(total)
        for number, total in Order.objects.values_list("number", "total")
    }
    assert totals[2800870] == "606,00\u00a0€"
    assert totals[2800875] == "4\u202f040,00\u00a0€"
    assert totals[2800886] == "10\u202f100,00\u00a0€"
    ids = Dotation.objects.filter(order=2800886).by_matricule().values_list("id", flat=True)
    assert list(ids)[:4] == [11843511, 11843513, 11843518, 11843516]
    assert Order.objects.get(pk=2800886).status == OrderStatus.IN_PRODUCTION
    ferbach = Dotation.objects.get(order=2800901, last_name="FERBACH")
    assert ferbach.status == DotationStatus.EMAIL_ERROR
    assert ferbach.last_message is not None
    assert Dotation.objects.get(order=2800879).has_account
    open_rows = Dotation.objects.filter(order=2800870).exclude(status=DotationStatus.ACTIVATED)
    assert open_rows.count() == 1


@pytest.mark.usefixtures("_loaded")
def test_each_client_signs_in_with_its_code_and_colleagues_with_their_address() -> None:
    roles = {
        "1000001": Role.ADMINISTRATOR,
        "1000002": Role.ADMINISTRATOR,
        "gestionnaire@yopmail.example": Role.MANAGER,
        "lecture@yopmail.example": Role.READER,
    }
    for identifier, role in roles.items():
        user = authenticate(username=identifier, password="escale-demo-2026")
        assert Member.objects.get(user=user).role == role
    staff = authenticate(username="staff", password="escale-demo-2026")
    assert staff is not None
    assert staff.is_staff


@pytest.mark.usefixtures("_loaded")
def test_the_first_page_has_something_to_tell() -> None:
    member = Client.objects.get(code="1000001").members.get(role=Role.ADMINISTRATOR)
    figures = {situation: one.number for situation, one in attention(member).items()}
    assert figures[Situation.EMAIL_ERROR] == figures[Situation.WITHOUT_APPLICATION] == 1
    orders = order_counts(member)
    assert (orders.waiting, orders.in_progress, orders.history) == (1, 7, 4)


@pytest.mark.usefixtures("_loaded")
def test_the_big_order_stands_as_if_it_had_lived_elsewhere() -> None:
    order = Order.objects.get(client__code="1000002")
    dotations = Dotation.objects.filter(order=order)
    assert (order.status, order.next_step_at) == (OrderStatus.EMAILS_SENT, None)
    assert dotations.count() == 5_000
    assert dotations.filter(status=DotationStatus.ACTIVATED).count() > 4_000
    assert dotations.filter(status=DotationStatus.AWAITING_ACTIVATION).count() > 300
    assert 10 < dotations.filter(status=DotationStatus.EMAIL_ERROR).count() < 100
    answered = activity(dotations).days
    assert len(answered) > 20
    assert sum(day.activated for day in answered) <= sum(day.accounts for day in answered)
    assert answered[-1].day <= clock.today()


@pytest.mark.usefixtures("_loaded")
def test_no_email_error_is_without_a_cause() -> None:
    errors = Dotation.objects.filter(status=DotationStatus.EMAIL_ERROR)
    assert not errors.exclude(last_message__state=MessageState.FAILED).exists()
    causes = Counter(errors.values_list("last_message__cause", flat=True))
    assert "" not in causes
    assert {
        Cause.UNKNOWN_ADDRESS,
        Cause.UNKNOWN_DOMAIN,
        Cause.MAILBOX_FULL,
        Cause.DISABLED,
        Cause.REFUSED,
        Cause.NO_ANSWER,
    } <= causes.keys()
    assert causes[Cause.UNKNOWN_ADDRESS] == max(causes.values())
    for error in errors.select_related("last_message"):
        message = error.last_message
        assert message is not None
        assert message.recipient == error.email
        assert message.settled_at is not None
        assert message.created_at <= message.settled_at <= clock.now()
        assert message.cause == cause_of(message.smtp_code, message.diagnostic)
    lost = errors.filter(last_message__cause=Cause.UNKNOWN_DOMAIN, order=BIG_ORDER_NUMBER)
    assert not lost.filter(email__endswith="@yopmail.example").exists()


@pytest.mark.usefixtures("_loaded")
def test_loading_again_restores_the_start() -> None:
    Dotation.objects.filter(last_name="FERBACH").update(email="elsewhere@yopmail.example")
    before = Dotation.objects.count()
    load_guide()
    assert Dotation.objects.count() == before
    assert (
        Dotation.objects.get(order=2800901, last_name="FERBACH").email
        == "is-lef777@yottmail.example"
    )
    refused = CaughtMail.objects.get()
    assert refused.refusal.startswith("550 5.1.2")


@pytest.mark.usefixtures("_loaded")
def test_diderot_lacks_the_application_alone(client: Browser) -> None:
    load_guide()  # Once more: nobody's account is left twice.
    answer = client.post(
        "/application/connexion/", {"email": "diderot@yopmail.example", "password": PASSWORD}
    )
    assert answer.headers["Location"] == "/application/telephone/"
    row = Dotation.objects.get(order=2800879)
    assert row.password_chosen_at is not None
    assert Holding.objects.get(dotation=row).beneficiary.configured_at is None
