from django.contrib.auth.models import AnonymousUser

from escale.accounts.models import User
from escale.clients.models import Client, Member, Role


def member_of(user: User | AnonymousUser) -> Member | None:
    """The place of a signed-in person in a client; None for staff and for nobody."""
    if not user.is_authenticated:
        return None
    return Member.objects.select_related("client", "user").filter(user_id=user.pk).first()


def client_with_code(code: str) -> Client | None:
    return Client.objects.filter(code=code.strip()).first()


def is_identifier_taken(identifier: str) -> bool:
    """Whether somebody signs in with it already, whatever its letter case."""
    return User.objects.filter(identifier=identifier.lower()).exists()


def viewer_of(client_id: int, user: User) -> Member | None:
    """Staff looking at a client's portal: a member who only reads, and who is never stored."""
    client = Client.objects.filter(pk=client_id).first()
    return Member(user=user, client=client, role=Role.READER) if client else None
