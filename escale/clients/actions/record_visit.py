from escale.clients.models import Client
from escale.journal.actions.record import record
from escale.journal.actor import Actor


def record_visit(*, actor: Actor, client: Client) -> None:
    """Staff are about to see this client's portal: the client's journal says who (T8)."""
    record(actor=actor, verb="client-visited", about=client.about, client_id=client.pk)
