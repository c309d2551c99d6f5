"""A worker killed between the relay's yes and our commit: the next one knows what left."""

from pathlib import Path

import pytest
from django.db import OperationalError
from pytest_django import Settings

from escale.mailing.actions import deliver_messages as delivering
from escale.mailing.actions.claim_messages import claim_messages
from escale.mailing.actions.deliver_messages import deliver_messages
from escale.mailing.actions.recover_accepted import recover_accepted
from escale.mailing.models import OutgoingMessage
from escale.mailing.notes import Note, Notes, notes_of_workers
from escale.mailing.states import MessageState
from escale.mailing.tests.factories import OutgoingMessageFactory, let_time_pass
from escale.mailing.tests.smtp_server import Script

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.MAIL_NOTES = str(tmp_path / "notes")
    return tmp_path / "notes"


def died(messages: list[OutgoingMessage], *, forgotten: bool = False) -> None:
    """A worker noted them, and is no more."""
    try:
        with Notes() as notes:
            for message in messages:
                notes.add(message)
            if forgotten:
                notes.forget()
            raise KeyboardInterrupt
    except KeyboardInterrupt:
        return


def test_what_left_is_sent_and_does_not_leave_again(relay: Script, folder: Path) -> None:
    OutgoingMessageFactory.create_batch(3)
    batch = claim_messages(count=3)
    died(batch[:2])
    assert deliver_messages().sent == 0
    assert OutgoingMessage.objects.filter(state=MessageState.SENT).count() == 2
    let_time_pass(minutes=2)
    assert deliver_messages().sent == 1
    assert relay.recipients == [batch[2].recipient]
    assert list(folder.iterdir()) == []


def test_what_another_worker_took_over_is_left_to_it() -> None:
    OutgoingMessageFactory.create()
    died(claim_messages(count=1))
    OutgoingMessage.objects.update(lease_token="0" * 32)
    assert recover_accepted() == 0
    assert OutgoingMessage.objects.get().state == MessageState.SENDING


def test_notes_of_the_living_are_left_to_them_while_their_lease_stands() -> None:
    OutgoingMessageFactory.create()
    (message,) = claim_messages(count=1)
    with Notes() as notes:
        notes.add(message)
        assert recover_accepted() == 0
        let_time_pass(minutes=2)
        assert recover_accepted() == 1
        assert [is_dead for _notes, is_dead in notes_of_workers()] == [False]
    assert list(notes_of_workers()) == []


def test_notes_that_the_database_knows_are_gone() -> None:
    OutgoingMessageFactory.create()
    died(claim_messages(count=1), forgotten=True)
    assert list(notes_of_workers()) == [([], True)]


def test_database_lost_while_it_is_written_loses_nothing(
    relay: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    OutgoingMessageFactory.create_batch(2)

    def gone(**_kwargs: object) -> int:
        raise OperationalError("gone")

    monkeypatch.setattr(delivering, "settle_accepted", gone)
    with pytest.raises(OperationalError):
        deliver_messages()
    monkeypatch.undo()
    # A slow machine had written, in vain, before the second one was sent.
    let_time_pass(minutes=2)
    deliver_messages()
    assert OutgoingMessage.objects.filter(state=MessageState.SENT).count() == 2
    assert len(relay.received) == 2


@pytest.mark.parametrize("cut", ["", "4", "42 ", "42 5f0c"])
def test_a_line_that_was_cut_is_no_note(cut: str) -> None:
    assert Note.read(cut) is None


def test_a_folder_that_does_not_exist_holds_nothing(folder: Path) -> None:
    assert not folder.exists()
    assert list(notes_of_workers()) == []
