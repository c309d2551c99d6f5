from escale.clients.errors import LastAdministrator
from escale.clients.models import Member
from escale.clients.queries import administrators_of


def check_leaves_an_administrator(leaving: Member) -> None:
    """Somebody else can administer once this member cannot. Raises LastAdministrator."""
    if leaving.can_administer and not (
        administrators_of(leaving.client).exclude(pk=leaving.pk).exists()
    ):
        raise LastAdministrator
