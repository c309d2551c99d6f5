import pytest

from escale.accounts.actions.change_password import change_password
from escale.accounts.errors import PasswordRefused
from escale.clients.models import Member
from escale.journal.queries import entries_about

CURRENT = "escale-demo-2026"
NEW = "un bateau qui part tôt"


@pytest.fixture
def member(alice: Member) -> Member:
    alice.user.set_password(CURRENT)
    alice.user.save()
    return alice


def change(member: Member, *, current: str = CURRENT, new: str = NEW) -> None:
    change_password(actor=member.actor, user_id=member.user_id, current=current, new=new)


def test_the_new_one_works_and_the_journal_knows(member: Member) -> None:
    change(member)
    member.user.refresh_from_db()
    assert member.user.check_password(NEW)
    assert entries_about(f"user:{member.user_id}").get().verb == "password-changed"


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"current": "wrong"}, "actuel est inexact"),
        ({"new": "court"}, "12"),
        ({"new": "password1234"}, "courant"),
    ],
)
def test_refusals(member: Member, typed: dict[str, str], says: str) -> None:
    with pytest.raises(PasswordRefused, match=says):
        change(member, **typed)
    member.user.refresh_from_db()
    assert member.user.check_password(CURRENT)
