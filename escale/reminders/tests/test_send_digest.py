"""The daily digest: once a day, to who asked for it, and only if something changed."""

import pytest

from escale.clients.models import Member
from escale.dotations.actions.activate_dotation import activate_dotation
from escale.dotations.actions.attach_account import attach_account
from escale.dotations.figures import attention
from escale.dotations.situations import Situation
from escale.journal.actor import SYSTEM
from escale.mailing.actions.fail_sent_message import fail_sent_message
from escale.mailing.causes import Cause
from escale.mailing.models import OutgoingMessage
from escale.mailing.rendering import render_message
from escale.orders.models import Order
from escale.reminders.actions.send_digest import send_digest
from escale.reminders.queries import members_to_tell
from escale.reminders.tests.travelling import Travel, paris, person
from escale.tenancy.scopes import job_scope

pytestmark = pytest.mark.django_db
DIGEST = "reminders/emails/digest"


@pytest.fixture
def reader(bea: Member) -> Member:
    bea.user.email = "bea@yopmail.example"
    bea.user.save()
    bea.receives_digest = True
    bea.save()
    return bea


def morning(travel: Travel, day: str, hour: str = "08:00") -> list[dict[str, object]]:
    """As the job does; what left, by what it was made of."""
    travel.to(paris(f"{day} {hour}"))
    before = OutgoingMessage.objects.filter(template=DIGEST).count()
    for member_id in members_to_tell():
        send_digest(member_id=member_id)
    new = OutgoingMessage.objects.filter(template=DIGEST).order_by("pk")[before:]
    return [message.context for message in new]


def test_what_changed_once(travel: Travel, order: Order, reader: Member, alice: Member) -> None:
    first, second, third = (person(order, name) for name in "abc")
    assert morning(travel, "2026-10-06") == []
    travel.to(paris("2026-10-06 15:00"))
    activate_dotation(actor=SYSTEM, dotation_id=first.pk)
    attach_account(actor=SYSTEM, dotation_id=second.pk)
    assert morning(travel, "2026-10-07", "07:59") == []
    (told,) = morning(travel, "2026-10-07")
    assert (told["activated"], told["accounts_created"], told["new_email_errors"]) == (1, 1, 0)
    # The same figures as the board.
    assert (
        told["accounts_without_application"]
        == attention(alice)[Situation.WITHOUT_APPLICATION].number
    )
    assert morning(travel, "2026-10-07", "08:10") == []
    assert morning(travel, "2026-10-08") == []
    assert third.last_message_id
    travel.to(paris("2026-10-10 11:00"))  # a Saturday
    fail_sent_message(message_id=third.last_message_id, cause=Cause.MAILBOX_FULL, diagnostic="")
    OutgoingMessage.objects.filter(pk=third.last_message_id).update(
        settled_at=paris("2026-10-10 11:00")
    )
    assert morning(travel, "2026-10-10", "12:00") == []
    assert morning(travel, "2026-10-11") == []
    (told,) = morning(travel, "2026-10-12")
    assert (told["activated"], told["new_email_errors"], told["email_errors"]) == (0, 1, 1)


def test_run_twice_at_once_it_leaves_once(travel: Travel, order: Order, reader: Member) -> None:
    activate_dotation(actor=SYSTEM, dotation_id=person(order, "a").pk)
    travel.to(paris("2026-10-06 08:00"))
    assert send_digest(member_id=reader.pk) is not None
    assert send_digest(member_id=reader.pk) is None


def test_nobody_who_did_not_ask_for_it(travel: Travel, order: Order, bob: Member) -> None:
    activate_dotation(actor=SYSTEM, dotation_id=person(order, "a").pk)
    assert morning(travel, "2026-10-06") == []


def test_another_client_s_news_are_not_told(travel: Travel, order: Order, charlie: Member) -> None:
    charlie.receives_digest = True
    charlie.save()
    activate_dotation(actor=SYSTEM, dotation_id=person(order, "a").pk)
    assert morning(travel, "2026-10-06") == []


def test_it_reads_well(travel: Travel, order: Order, reader: Member) -> None:
    activate_dotation(actor=SYSTEM, dotation_id=person(order, "a").pk)
    attach_account(actor=SYSTEM, dotation_id=person(order, "b").pk)
    travel.to(paris("2026-10-06 08:00"))
    message = send_digest(member_id=reader.pk)
    assert message is not None
    mail = render_message(message)
    assert mail.subject == "ANCV Client\u00a0: ce qui a changé depuis le 5\u00a0octobre\u00a02026"
    for part in (mail.text, mail.html):
        assert "1 dotation activée" in part
        assert "1 compte créé sans application" in part
        assert "/dotations/?situation=without_application" in part
        assert "erreur e-mail" not in part
        assert "bea@yopmail.example" in part
    assert "{{" not in mail.html + mail.text
    assert '<html lang="fr"' in mail.html


def test_as_the_job_runs_it_behind_the_wall(travel: Travel, order: Order, reader: Member) -> None:
    activate_dotation(actor=SYSTEM, dotation_id=person(order, "a").pk)
    travel.to(paris("2026-10-06 08:00"))
    with job_scope(Member, reader.pk):
        message = send_digest(member_id=reader.pk)
    assert message is not None
    assert message.context["activated"] == 1
