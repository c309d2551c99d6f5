"""The daily digest: once a day, to who asked for it, and only if something changed."""

from email import message_from_bytes
from urllib.parse import urlsplit

import pytest
from django.test import Client as Browser

from escale.clients.models import Member
from escale.dotations.actions.activate_dotation import activate_dotation
from escale.dotations.actions.attach_account import attach_account
from escale.dotations.figures import attention
from escale.dotations.situations import Situation
from escale.journal.actor import SYSTEM
from escale.journal.models import JournalEntry
from escale.mailing.actions.fail_sent_message import fail_sent_message
from escale.mailing.causes import Cause
from escale.mailing.message import build_email, write_email
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


def mail_fails(order: Order, name: str, moment: str) -> None:
    failed = person(order, name)
    assert failed.last_message_id
    fail_sent_message(message_id=failed.last_message_id, cause=Cause.MAILBOX_FULL, diagnostic="")
    OutgoingMessage.objects.filter(pk=failed.last_message_id).update(settled_at=paris(moment))


@pytest.fixture
def manager(bob: Member) -> Member:
    """Never chose anything."""
    bob.user.email = "bob@yopmail.example"
    bob.user.save()
    return bob


def test_it_looks_at_sessions_behind_the_wall_too(
    travel: Travel, order: Order, manager: Member
) -> None:
    mail_fails(order, "a", "2026-10-05 10:00")
    travel.to(paris("2026-10-06 08:00"))
    with job_scope(Member, manager.pk):
        message = send_digest(member_id=manager.pk)
    assert message is not None


def test_who_manages_is_told_of_errors_not_seen(
    travel: Travel, order: Order, manager: Member, bea: Member
) -> None:
    """Not who only reads; once for an error; and the first time it says why it comes."""
    bea.user.email = "bea@yopmail.example"
    bea.user.save()
    activate_dotation(actor=SYSTEM, dotation_id=person(order, "a").pk)
    assert morning(travel, "2026-10-06") == []
    mail_fails(order, "b", "2026-10-06 11:00")
    (told,) = morning(travel, "2026-10-07")
    assert (told["new_email_errors"], told["is_chosen"], told["is_new"]) == (1, False, True)
    assert OutgoingMessage.objects.filter(template=DIGEST).get().recipient == manager.address
    assert morning(travel, "2026-10-08") == []
    mail_fails(order, "c", "2026-10-08 11:00")
    (told,) = morning(travel, "2026-10-09")
    assert told["is_new"] is False


def test_not_of_errors_that_were_on_the_screen(
    travel: Travel, order: Order, manager: Member
) -> None:
    mail_fails(order, "a", "2026-10-06 11:00")
    manager.user.last_login = paris("2026-10-06 12:00")
    manager.user.save()
    assert morning(travel, "2026-10-07") == []
    mail_fails(order, "b", "2026-10-07 11:00")
    assert len(morning(travel, "2026-10-08")) == 1


def test_one_click_ends_it(travel: Travel, order: Order, manager: Member, client: Browser) -> None:
    """By the page's button, and as mailboxes do (RFC 8058); looking at it ends nothing."""
    mail_fails(order, "a", "2026-10-06 11:00")
    assert len(morning(travel, "2026-10-07")) == 1
    message = OutgoingMessage.objects.filter(template=DIGEST).get()
    head = message_from_bytes(write_email(message))
    assert head["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert build_email(message).extra_headers["List-Unsubscribe"] == head["List-Unsubscribe"]
    address = head["List-Unsubscribe"].strip("<>")
    assert address in render_message(message).text
    path = urlsplit(address).path
    strict = Browser(enforce_csrf_checks=True)
    assert "Arrêter ces e-mails" in strict.get(path).text
    manager.refresh_from_db()
    assert manager.is_told_of_errors
    answer = strict.post(path, {"List-Unsubscribe": "One-Click"})
    assert "C’est arrêté" in answer.text
    manager.refresh_from_db()
    assert not manager.is_told_of_errors
    entry = JournalEntry.objects.latest("id")
    assert entry.changes["is_told_of_errors"] == ["True", "False"]
    mail_fails(order, "b", "2026-10-07 11:00")
    assert morning(travel, "2026-10-08") == []
    assert "C’est arrêté" in strict.get(path).text
    manager.delete()
    assert strict.get(path).status_code == 404
    assert client.get("/recapitulatif/abc/arreter/").status_code == 404


def test_only_what_comes_regularly_may_be_ended(order: Order) -> None:
    message = person(order, "a").last_message
    assert message is not None
    assert b"List-Unsubscribe" not in write_email(message)
