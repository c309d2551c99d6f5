from typing import BinaryIO

from django.db import transaction

from escale.dotations.models import Dotation
from escale.journal.actions.record import record
from escale.journal.actor import Actor
from escale.privacy.copies import write_copy
from escale.privacy.people import person_of


@transaction.atomic
def copy_person(*, actor: Actor, dotation: Dotation, target: BinaryIO) -> None:
    """Right of access: all that is known of the person of this dotation, and that it was read."""
    person = person_of(dotation)
    write_copy(target, person)
    for row in person.dotations:
        record(actor=actor, verb="person-copied", about=row.about, client_id=row.client_id)
