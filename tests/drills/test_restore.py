"""F20, G16: last night's backup comes back while today's mails have left; nothing leaves twice
unless somebody says so.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django import Settings

from escale.clients.models import Member
from escale.journal.actor import SYSTEM
from escale.journal.models import JournalEntry
from escale.mailing.actions.deliver_messages import deliver_messages
from escale.mailing.actions.resume_domain import resume_domain
from escale.mailing.models import MailHold, OutgoingMessage
from escale.mailing.states import MessageState
from escale.mailing.tests.smtp_server import Received, smtp_server
from escale.operations.actions.pause_after_restore import MARGIN
from tests.drills.size import sized
from tests.drills.test_relay import mailed
from tests.personas import SignIn

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]
MAILS = sized(small=50, full=5_000)


@pytest.fixture
def restored_name() -> Iterator[str]:
    name = f"{connection.settings_dict['NAME']}_restored"
    yield name
    with connection.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [name])
        for (found,) in cursor.fetchall():
            cursor.execute(f'DROP DATABASE "{found}" WITH (FORCE)')


@contextmanager
def inside(database: str) -> Iterator[None]:
    usual = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = database
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual


def deliver_all() -> int:
    sent = 0
    while (report := deliver_messages()).more:
        sent += report.sent
    return sent + report.sent


def test_a_restored_outbox_waits_for_a_person(
    alice: Member, sign_in: SignIn, restored_name: str, tmp_path: Path, settings: Settings
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    addresses = mailed(alice, MAILS)
    sign_in(alice)
    dump = tmp_path / "escale.dump"
    call_command("backup", str(dump), stdout=StringIO())
    assert dump.stat().st_mode & 0o077 == 0
    with smtp_server() as (relay, settings.EMAIL_PORT):
        assert deliver_all() == MAILS
        last = OutgoingMessage.objects.order_by("-pk")[0].pk
        with inside(restored_name):
            told = restored(dump)
            assert f"{MAILS} e-mails en attente" in told
            assert (deliver_all(), len(relay.received)) == (0, MAILS)
            hold = MailHold.objects.get()
            assert f"{MAILS} e-mails qui attendaient sont peut-être déjà partis" in hold.reason
            assert JournalEntry.objects.get(verb="mail-suspended").actor == "Restauration"
            assert not Session.objects.exists()
            # What left after the backup keeps its number: nobody else's mail is given it.
            assert next_number("mailing_outgoingmessage_id_seq") > last + MARGIN // 2
            resume_domain(actor=SYSTEM, hold_id=hold.pk)
            assert deliver_all() == MAILS
            assert not OutgoingMessage.objects.exclude(state=MessageState.SENT).exists()
    before, after = relay.received[:MAILS], relay.received[MAILS:]
    assert {mail.recipient for mail in after} == set(addresses)
    assert named(before) == named(after)

    broken = tmp_path / "broken.dump"
    broken.write_bytes(dump.read_bytes()[: dump.stat().st_size // 2])
    with inside(restored_name):
        for refused in ([dump], [broken, "--replace"]):
            with pytest.raises(CommandError):
                restored(*refused)
            assert not MailHold.objects.exists()
        assert f"gardée sous le nom «\u00a0{restored_name}_20" in restored(dump, "--replace")
        assert MailHold.objects.exists()


def restored(*words: Path | str) -> str:
    """What the command says."""
    said = StringIO()
    call_command("restore", *map(str, words), stdout=said)
    return said.getvalue()


def next_number(sequence: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(%s)", [sequence])
        number: int = cursor.fetchone()[0]
    return number


def named(mails: list[Received]) -> dict[str, str]:
    return {mail.recipient: str(mail.content["Message-ID"]) for mail in mails}
