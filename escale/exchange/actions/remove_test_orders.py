from collections.abc import Collection

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from escale.dotations.models import Dotation
from escale.exchange.errors import FixtureRefused
from escale.journal.actions.claim_changes import claim_changes
from escale.mailing.models import OutgoingMessage
from escale.orders.models import Booklet, Cancellation, CardPayment, CardSettlement, Order


@transaction.atomic
def remove_test_orders(*, numbers: Collection[int], dotation_ids: Collection[int] = ()) -> None:
    """Remove these orders, their dotations, these dotations, and their messages.

    The journal keeps its lines. Raises FixtureRefused on a portal that real people use.
    """
    if not settings.ACCEPT_RESERVED_DOMAINS:
        raise FixtureRefused(_("Les données d’essai ne se chargent pas sur un portail réel."))
    claim_changes()
    named = Dotation.objects.filter(pk__in=dotation_ids) | Dotation.objects.filter(
        order_id__in=numbers
    )
    found = [f"dotation:{identifier}" for identifier in named.values_list("pk", flat=True)]
    named.delete()
    OutgoingMessage.objects.filter(
        about__in=[*found, *(f"{about}:former-address" for about in found)]
    ).delete()
    Booklet.objects.filter(order_id__in=numbers).delete()
    Cancellation.objects.filter(order_id__in=numbers).delete()
    CardSettlement.objects.filter(payment__order_id__in=numbers).delete()
    CardPayment.objects.filter(order_id__in=numbers).delete()
    Order.objects.filter(pk__in=numbers).delete()
