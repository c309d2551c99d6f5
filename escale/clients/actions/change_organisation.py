from dataclasses import asdict, dataclass

from django.db import transaction

from escale.clients.emails import send_address_replaced
from escale.clients.models import Client
from escale.journal.actions.record import record
from escale.journal.actor import Actor


@dataclass(frozen=True, slots=True)
class Organisation:
    """What a client says of itself; its name and its code are the issuer's to change."""

    contact_name: str
    email: str
    phone: str
    address: str


@transaction.atomic
def change_organisation(*, actor: Actor, client_id: int, organisation: Organisation) -> Client:
    """Only what differs is written and journaled. A former address is told that it is one."""
    client = Client.objects.select_for_update().get(pk=client_id)
    wanted = asdict(organisation)
    changes = {
        field: (getattr(client, field), value)
        for field, value in wanted.items()
        if getattr(client, field) != value
    }
    if not changes:
        return client
    for field, (_former, value) in changes.items():
        setattr(client, field, value)
    client.save(update_fields=list(changes))
    record(
        actor=actor,
        verb="client-saved",
        about=client.about,
        client_id=client.pk,
        changes=changes,
    )
    if (former := changes.get("email", ("", ""))[0]) and former.lower() != client.email.lower():
        send_address_replaced(client, former=former, by=actor.label)
    return client
