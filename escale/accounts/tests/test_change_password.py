import pytest
from django.conf import settings

from escale.accounts.actions.change_password import change_password
from escale.accounts.errors import PasswordRefused
from escale.accounts.models import User
from escale.journal.actor import Actor, Door
from escale.journal.queries import entries_about
from escale.mailing.models import OutgoingMessage
from escale.mailing.rendering import render_message

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


def test_the_person_is_told(user: User) -> None:
    change(user)
    assert not OutgoingMessage.objects.exists()
    User.objects.update(email="louise@yopmail.example")
    change(user, current=NEW, new="un autre bateau, plus tard")
    message = OutgoingMessage.objects.get()
    assert message.recipient == "louise@yopmail.example"
    mail = render_message(message)
    for part in (mail.text, mail.html):
        assert "a changé le" in part
        assert f"{settings.SITE_URL}/mot-de-passe-oublie/" in part
        assert "{{" not in part


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
