"""« Lui rappeler l’application » on a dotation's page, where the blue square is refused (R20)."""

import re

import pytest

from escale.clients.models import Member
from escale.dotations.models import Dotation
from escale.dotations.tests.factories import DotationFactory
from escale.kernel import clock
from escale.mailing.models import OutgoingMessage
from escale.mailing.states import MessageState
from escale.orders.tests.factories import OrderFactory
from tests.markup import flat
from tests.personas import SignIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(alice: Member) -> Dotation:
    order = OrderFactory.create(client=alice.client)
    return DotationFactory.create(order=order, account_created=True)


def test_one_e_mail_even_if_pressed_twice(alice: Member, sign_in: SignIn, row: Dotation) -> None:
    browser, path = sign_in(alice), f"/dotations/{row.pk}/"
    page = browser.get(path).text
    assert "Lui rappeler l’application" in page
    (revision,) = re.findall(r'rappeler/".*?name="revision" value="(\d+)"', flat(page))
    for told in ("Il ne reste que l’application", "modifiée entre-temps"):
        answer = browser.post(f"{path}rappeler/", {"revision": revision}, follow=True)
        assert told in answer.text
    message = OutgoingMessage.objects.get()
    assert message.template == "dotations/emails/application_reminder"
    OutgoingMessage.objects.update(
        state=MessageState.SENT, sent_at=clock.now(), settled_at=clock.now(), next_attempt_at=None
    )
    assert "Rappel «\u00a0Il ne reste que l’application\u00a0» envoyé" in browser.get(path).text


def test_refused_where_there_is_no_account_or_an_activation(
    alice: Member, sign_in: SignIn, row: Dotation
) -> None:
    browser = sign_in(alice)
    for other in (
        DotationFactory.create(order=row.order),
        DotationFactory.create(order=row.order, activated=True),
        DotationFactory.create(order=row.order, in_production=True),
    ):
        assert "Lui rappeler" not in browser.get(f"/dotations/{other.pk}/").text
        answer = browser.post(f"/dotations/{other.pk}/rappeler/", {"revision": "0"})
        assert answer.status_code == 302
    assert browser.post(f"/dotations/{row.pk}/rappeler/", {"revision": "x"}).status_code == 302
    assert not OutgoingMessage.objects.exists()


def test_a_reader_is_not_offered_it(bea: Member, sign_in: SignIn, row: Dotation) -> None:
    browser = sign_in(bea)
    assert "Lui rappeler" not in browser.get(f"/dotations/{row.pk}/").text
    assert browser.post(f"/dotations/{row.pk}/rappeler/", {"revision": "0"}).status_code == 403
