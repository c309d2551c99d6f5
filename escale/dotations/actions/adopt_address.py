from django.db import transaction

from escale.dotations.models import Dotation
from escale.dotations.queries import lock_dotation
from escale.dotations.search import search_of
from escale.journal.actions.record import record
from escale.journal.actor import Actor


@transaction.atomic
def adopt_address(*, actor: Actor, dotation_id: int, email: str) -> Dotation:
    """The beneficiary chose, and confirmed, another address: it is the one on file from now on.

    Links to the former address die (D1).
    """
    dotation = lock_dotation(dotation_id)
    changes = {"email": (dotation.email, email)}
    dotation.email = email
    dotation.link_generation += 1
    dotation.opened_at = None
    dotation.revision += 1
    dotation.search = search_of(dotation)
    dotation.save(update_fields=["email", "link_generation", "opened_at", "revision", "search"])
    record(
        actor=actor,
        verb="address-adopted",
        about=dotation.about,
        client_id=dotation.client_id,
        changes=changes,
    )
    return dotation
