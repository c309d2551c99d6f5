"""The ways in: a maildir, a listener, the commands."""

import io
import json
import os
import smtplib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection

from escale.bounces.actions import read_maildir as reading
from escale.bounces.actions.read_maildir import read_maildir
from escale.bounces.actions.record_bounce import record_bounce
from escale.bounces.listener import MOST_BYTES, BounceServer
from escale.bounces.management.commands.receive_bounces import keep
from escale.bounces.models import ReceivedBounce
from escale.bounces.states import BounceState
from escale.bounces.tests.made import ADDRESS, letter, report, sent_message
from escale.kernel.text import clean
from escale.mailing.models import OutgoingMessage
from escale.mailing.return_address import return_address
from escale.mailing.states import MessageState
from escale.mailing.tests.smtp_server import unused_port

HERE = "127.0.0.1"


@pytest.fixture
def maildir(tmp_path: Path) -> Path:
    for name in ("new", "cur", "tmp"):
        (tmp_path / name).mkdir()
    return tmp_path


def put(maildir: Path, name: str, message: OutgoingMessage, content: bytes = b"") -> Path:
    path = maildir / "new" / name
    head = f"Return-Path: <>\nDelivered-To: {return_address(message)}\n".encode()
    path.write_bytes(head + (content or report()))
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.django_db
def test_a_maildir_is_read_then_put_away(maildir: Path) -> None:
    first, second = sent_message(), sent_message()
    put(maildir, "1.a", first)
    put(maildir, "2.b:2,", second, report(action="delayed", status="4.4.1"))
    out = io.StringIO()
    call_command("ingest_bounces", maildir=maildir, json=True, stdout=out)
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [(line["file"], line["message"], line["class"], line["state"]) for line in lines] == [
        ("1.a", first.pk, "failed", "applied"),
        ("2.b:2,", second.pk, "delayed", "ignored"),
    ]
    assert (names(maildir / "new"), names(maildir / "cur")) == ([], ["1.a:2,S", "2.b:2,S"])
    again = io.StringIO()
    call_command("ingest_bounces", maildir=maildir, stdout=again)
    assert clean(again.getvalue()) == "0 retours enregistrés."


@pytest.mark.django_db
def test_a_crash_between_commit_and_move_records_once(
    maildir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = sent_message()
    put(maildir, "1.a", message)

    def crash(*_args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(reading, "put_away", crash)
        with pytest.raises(KeyboardInterrupt):
            list(read_maildir(maildir=maildir))
    assert ReceivedBounce.objects.count() == 1
    assert names(maildir / "new") == ["1.a"]
    list(read_maildir(maildir=maildir))
    assert ReceivedBounce.objects.count() == 1
    assert names(maildir / "cur") == ["1.a:2,S"]
    message.refresh_from_db()
    assert message.state == MessageState.FAILED


@pytest.mark.django_db
def test_one_file_that_cannot_be_recorded_stops_no_other_one(
    maildir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(maildir, "1.bad", sent_message())
    put(maildir, "2.good", sent_message())
    (maildir / "new" / ".hidden").write_bytes(b"x")
    os.symlink(maildir / "new" / "1.bad", maildir / "new" / "3.link")
    record = record_bounce

    def sometimes(*, content: bytes, returned_to: str) -> ReceivedBounce | None:
        if ReceivedBounce.objects.exists():
            return record(content=content, returned_to=returned_to)
        ReceivedBounce.objects.create(
            digest="x", state=BounceState.UNMATCHED, why="forged", kind="other", bounce_class="none"
        )
        raise ValueError

    monkeypatch.setattr(reading, "record_bounce", sometimes)
    assert [path.name for path, _bounce in read_maildir(maildir=maildir)] == ["2.good"]
    assert names(maildir / "new") == [".hidden", "1.bad", "3.link"]


@pytest.mark.django_db
def test_reading_stops_when_told(maildir: Path) -> None:
    put(maildir, "1.a", sent_message())
    assert list(read_maildir(maildir=maildir, should_stop=lambda: True)) == []


def test_what_is_no_maildir_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError):
        call_command("ingest_bounces", maildir=tmp_path)


@pytest.mark.django_db
def test_an_address_of_ours_is_found_among_the_headers(maildir: Path) -> None:
    message = sent_message()
    head = f"To: Somebody <a@b.example>, <{return_address(message)}>\nDelivered-To: x@y.example\n"
    (maildir / "new" / "1").write_bytes(head.encode().replace(b"\n", b"\r\n") + report())
    ((_path, bounce),) = read_maildir(maildir=maildir)
    assert bounce is not None
    assert bounce.message == message


@pytest.mark.django_db
@pytest.mark.parametrize("way", ["files", "stdin"])
def test_parse_bounce_says_what_it_reads(
    way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "bounce.eml"
    path.write_bytes(report())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(report())))
    out = io.StringIO()
    call_command("parse_bounce", *([path] if way == "files" else []), json=True, stdout=out)
    assert json.loads(out.getvalue()) == {
        "file": str(path) if way == "files" else "-",
        "kind": "report",
        "recipients": [
            {
                "address": ADDRESS,
                "class": "failed",
                "status": "5.1.1",
                "reason": "unknown-address",
                "diagnostic": f"550 5.1.1 <{ADDRESS}>: Recipient address rejected: User unknown",
            }
        ],
    }
    assert not ReceivedBounce.objects.exists()
    people = io.StringIO()
    call_command("parse_bounce", path, stdout=people)
    assert ADDRESS in people.getvalue()


@contextmanager
def listening(**options: Any) -> Iterator[int]:
    port = unused_port()

    def keep_here(content: bytes, returned_to: str) -> None:
        try:
            keep(content, returned_to)
        finally:
            connection.close()

    with BounceServer(HERE, port, options.pop("keep", keep_here), **options):
        yield port


@pytest.mark.django_db(transaction=True)
def test_lmtp_answers_once_it_is_committed() -> None:
    message = sent_message()
    with listening() as port, smtplib.LMTP(HERE, port) as line:
        assert line.sendmail("", return_address(message), report()) == {}
        message.refresh_from_db()
        assert message.state == MessageState.FAILED
        line.sendmail("", return_address(message), report())
    assert ReceivedBounce.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_smtp_too() -> None:
    message = sent_message()
    with listening(speaks_smtp=True) as port, smtplib.SMTP(HERE, port) as line:
        line.sendmail("", return_address(message).upper(), report())
    assert ReceivedBounce.objects.get().state == BounceState.APPLIED


@pytest.mark.django_db(transaction=True)
def test_forged_addresses_are_taken_and_quarantined() -> None:
    with listening() as port, smtplib.LMTP(HERE, port) as line:
        line.sendmail("", "bounces+aaaa@retour.escale.example", report())
    assert ReceivedBounce.objects.get().state == BounceState.QUARANTINED


def test_other_domains_and_second_recipients_are_refused() -> None:
    with listening() as port, smtplib.LMTP(HERE, port) as line:
        with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
            line.sendmail("", "a@elsewhere.example", report())
        assert refused.value.recipients["a@elsewhere.example"][0] == 550
        line.mail("")
        assert line.rcpt("bounces+a@retour.escale.example")[0] == 250
        assert line.rcpt("bounces+b@retour.escale.example")[0] == 452


def test_a_database_that_is_away_means_later() -> None:
    def away(_content: bytes, _returned_to: str) -> None:
        raise OperationalError

    with listening(keep=away) as port, smtplib.LMTP(HERE, port) as line:
        with pytest.raises(smtplib.SMTPDataError) as later:
            line.sendmail("", "bounces+a@retour.escale.example", report())
        assert later.value.smtp_code == 451


def test_what_is_too_large_is_refused() -> None:
    content = b"x" * (MOST_BYTES + 10)
    with (
        listening(keep=lambda *_args: None) as port,
        smtplib.LMTP(HERE, port) as line,
        pytest.raises(smtplib.SMTPException),
    ):
        line.sendmail("", "bounces+a@retour.escale.example", content)


@pytest.mark.django_db
def test_letters_to_the_return_address_fail_nobody(maildir: Path) -> None:
    message = sent_message()
    put(maildir, "1", message, letter("Merci", from_="a@b.example", subject="Re: dotation"))
    ((_path, bounce),) = read_maildir(maildir=maildir)
    assert bounce is not None
    assert bounce.state == BounceState.IGNORED
