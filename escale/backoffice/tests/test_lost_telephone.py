"""A telephone is lost: who runs the machine, or an operator, lets its owner in again."""

from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.utils import is_mfa_enabled
from django.core.management import CommandError, call_command
from django.test import Client as Browser

from escale.accounts.models import User
from escale.accounts.queries import sessions_of
from escale.clients.models import Member
from escale.journal.actor import Door
from escale.journal.models import JournalEntry
from escale.mailing.models import OutgoingMessage

PASSWORD = "escale-demo-2026"


def run(identifier: str) -> str:
    said = StringIO()
    call_command("remove_second_factor", identifier, stdout=said)
    return said.getvalue()


def protect(user: User) -> None:
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)


def test_the_password_is_enough_again(alice: Member, client: Browser) -> None:
    alice.client.email = "cse@yopmail.example"
    alice.client.save()
    alice.user.set_password(PASSWORD)
    alice.user.save()
    client.post("/connexion/", {"login": alice.user.identifier, "password": PASSWORD})
    protect(alice.user)
    told = JournalEntry.objects.latest("id").pk
    assert sessions_of(alice.user).count() == 1
    assert "désormais" in run(alice.user.identifier.upper())
    assert not Authenticator.objects.filter(user=alice.user).exists()
    assert not sessions_of(alice.user).exists()
    assert client.get("/mes-services/").status_code == 302
    entries = JournalEntry.objects.filter(client_id=alice.client_id, pk__gt=told)
    assert [entry.verb for entry in entries.order_by("pk")] == ["sessions-ended", "factor-removed"]
    assert OutgoingMessage.objects.get().template == "accounts/emails/factor_changed"


def test_an_operator_takes_it_away(staff: User, client: Browser, alice: Member) -> None:
    client.force_login(staff)
    path = f"/emetteur/clients/member/{alice.pk}/change/"
    form = {"full_name": alice.user.full_name, "role": alice.role, "is_active": "on"}
    assert "has_lost_telephone" not in client.get(path).text
    protect(alice.user)
    assert "Retirer la double authentification" in client.get(path).text
    client.post(path, form)
    assert is_mfa_enabled(alice.user)
    client.post(path, form | {"has_lost_telephone": "on"})
    assert not Authenticator.objects.filter(user=alice.user).exists()
    entry = JournalEntry.objects.latest("id")
    assert (entry.verb, entry.door, entry.client_id) == (
        "factor-removed",
        Door.OPERATOR,
        alice.client_id,
    )


def test_others_keep_theirs(alice: Member, bob: Member) -> None:
    protect(alice.user)
    protect(bob.user)
    run(alice.user.identifier)
    assert Authenticator.objects.filter(user=bob.user).count() == 2


@pytest.mark.parametrize(
    ("identifier", "says"),
    [("inconnu", "Personne ne se connecte"), ("1000001", "n’a pas de double authentification")],
)
def test_nothing_to_take_away(alice: Member, identifier: str, says: str) -> None:
    with pytest.raises(CommandError, match=says):
        run(identifier)
