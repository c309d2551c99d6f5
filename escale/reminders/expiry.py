"""Whom to tell that titles end, and when: one look a day."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from escale.clients.models import Client, Member, Role
from escale.dotations.models import Dotation
from escale.dotations.situations import Situation
from escale.kernel import clock
from escale.reminders.models import ExpiryNotice

# Days before the last one.
STEPS = (60, 15)


@dataclass(frozen=True, slots=True)
class Expiring:
    """What nobody activated of a client, and ends on that day."""

    client_id: int
    valid_until: date
    number: int

    @property
    def step(self) -> int:
        """The one that its day has come to."""
        left = (self.valid_until - clock.today()).days
        return min(step for step in STEPS if left <= step)


def expiring_to_announce() -> list[Expiring]:
    """Of all clients; those that were told at this step, or at a later one, are left out."""
    counted = (
        Dotation.objects.filter(Situation.EXPIRING.condition())
        .order_by("client_id")
        .values_list("client_id", "order__valid_until")
        .annotate(number=Count("pk"))
    )
    told = set(ExpiryNotice.objects.values_list("client_id", "valid_until", "days_before"))
    found = [Expiring(*row) for row in counted]
    return [
        one
        for one in found
        if not any(
            (one.client_id, one.valid_until, step) in told for step in STEPS if step <= one.step
        )
    ]


def managers_of(client: Client) -> list[Member]:
    """Who may act on its dotations, and can be written to."""
    members = client.members.filter(user__is_active=True).exclude(role=Role.READER)
    known = members.with_people().order_by("pk")
    return [member for member in known if member.address]
