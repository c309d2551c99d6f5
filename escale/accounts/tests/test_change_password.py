import pytest

from escale.accounts.actions.change_password import change_password
from escale.accounts.errors import PasswordRefused
from escale.accounts.models import User
from escale.journal.actor import Actor, Door
from escale.journal.queries import entries_about

CURRENT = "escale-demo-2026"
NEW = "un bateau qui part tôt"


@pytest.fixture
def user(db: None) -> User:
    return User.objects.create_user("1000001", CURRENT)


def change(user: User, *, current: str = CURRENT, new: str = NEW) -> None:
    actor = Actor(str(user), Door.SCREEN, user.pk)
    change_password(actor=actor, user_id=user.pk, current=current, new=new)


def test_the_new_one_works_and_the_journal_knows(user: User) -> None:
    change(user)
    user.refresh_from_db()
    assert user.check_password(NEW)
    assert entries_about(f"user:{user.pk}").get().verb == "password-changed"


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"current": "wrong"}, "actuel est inexact"),
        ({"new": "court"}, "12"),
        ({"new": "password1234"}, "courant"),
    ],
)
def test_refusals(user: User, typed: dict[str, str], says: str) -> None:
    with pytest.raises(PasswordRefused, match=says):
        change(user, **typed)
    user.refresh_from_db()
    assert user.check_password(CURRENT)
