from django.contrib.auth.models import AnonymousUser

from escale.accounts.models import User
from escale.clients.models import Member
from escale.clients.queries import client_with_code, member_of


def test_member_of(alice: Member, staff: User) -> None:
    assert member_of(alice.user) == alice
    assert member_of(staff) is None
    assert member_of(AnonymousUser()) is None


def test_client_with_code(alice: Member) -> None:
    assert client_with_code(" 1000001 ") == alice.client
    assert client_with_code("9") is None


def test_readers_do_not_edit(alice: Member, bob: Member, bea: Member) -> None:
    assert (alice.can_edit, bob.can_edit, bea.can_edit) == (True, True, False)
