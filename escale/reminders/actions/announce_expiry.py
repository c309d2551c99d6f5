from django.db import transaction

from escale.clients.models import Client
from escale.journal.actions.record import record
from escale.journal.actor import SYSTEM
from escale.kernel.dates import french_date
from escale.reminders.emails import send_titles_end
from escale.reminders.expiry import Expiring, expiring_to_announce, managers_of
from escale.reminders.models import ExpiryNotice


def announce_expiry() -> int:
    """Tell the members of each client whose titles end soon: sixty days before, and fifteen (D10).

    How many clients; each in a transaction of its own, and once a step.
    """
    return sum(_announce(one) for one in expiring_to_announce())


@transaction.atomic
def _announce(one: Expiring) -> bool:
    # Held: of two workers, the second finds the notice.
    client = Client.objects.select_for_update(no_key=True).get(pk=one.client_id)
    _notice, is_new = ExpiryNotice.objects.get_or_create(
        client=client, valid_until=one.valid_until, days_before=one.step
    )
    if not is_new:
        return False
    for member in managers_of(client):
        send_titles_end(member, number=one.number, last_day=one.valid_until)
    record(
        actor=SYSTEM,
        verb="expiry-announced",
        about=client.about,
        client_id=client.pk,
        changes={
            "dotations": ("", str(one.number)),
            "last_day": ("", french_date(one.valid_until)),
        },
    )
    return True
