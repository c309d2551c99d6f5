"""F11, F12: the same form many times at once, two managers on one row."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from escale.clients.models import Member
from escale.dotations.models import Dotation
from escale.dotations.tests.factories import DotationFactory
from escale.journal.models import JournalEntry
from escale.mailing.models import OutgoingMessage
from escale.orders.tests.factories import OrderFactory
from tests.personas import SignIn

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]
TIMES = 50
AT_ONCE = 10


def post_at_once(
    sign_in: SignIn, member: Member, row: Dotation, forms: list[dict[str, str]]
) -> list[int]:
    """Status codes of the same row's form posted by as many browsers at once."""
    browsers = [sign_in(member) for _ in forms]

    def post(index: int) -> int:
        try:
            path = f"/dotations/{row.pk}/corriger/"
            return (
                browsers[index].post(path, forms[index], headers={"HX-Request": "true"}).status_code
            )
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(post, range(len(forms))))


def test_fifty_posts_of_one_correction_send_one_mail(alice: Member, sign_in: SignIn) -> None:
    row = DotationFactory.create(order=OrderFactory.create(client=alice.client), in_error=True)
    form = {"email": "louise@yopmail.example", "phone": row.phone, "revision": "0"}
    assert post_at_once(sign_in, alice, row, [form] * TIMES) == [200] * TIMES
    assert OutgoingMessage.objects.count() == 1
    assert JournalEntry.objects.filter(about=row.about, verb="contact-corrected").count() == 1


def test_fifty_presses_of_the_blue_square_send_one_mail(alice: Member, sign_in: SignIn) -> None:
    row = DotationFactory.create(order=OrderFactory.create(client=alice.client))
    form = {"email": row.email, "phone": row.phone, "revision": "0"}
    assert post_at_once(sign_in, alice, row, [form] * TIMES) == [200] * TIMES
    assert OutgoingMessage.objects.count() == 1


def test_two_managers_never_overwrite_each_other(alice: Member, sign_in: SignIn) -> None:
    row = DotationFactory.create(order=OrderFactory.create(client=alice.client))
    forms = [
        {"email": f"louise{number}@yopmail.example", "phone": row.phone, "revision": "0"}
        for number in range(TIMES)
    ]
    post_at_once(sign_in, alice, row, forms)
    assert Dotation.objects.get().revision == 1
    assert OutgoingMessage.objects.get().recipient == Dotation.objects.get().email
