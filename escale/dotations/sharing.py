"""Who else has an address: told, never refused (R33)."""

from django.db.models.functions import Lower

from escale.clients.models import Member
from escale.dotations.queries import DotationRow, dotations_visible_to


def others_at(member: Member, row: DotationRow) -> int:
    """How many other people the client's open dotations give this address to."""
    alike = dotations_visible_to(member).open().alias(address=Lower("email"))
    others = (
        alike.filter(address=row.email.lower())
        .exclude(last_name__iexact=row.last_name, first_name__iexact=row.first_name)
        .order_by()
    )
    return others.values("last_name", "first_name").distinct().count()
