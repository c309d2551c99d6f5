"""The guide's orders stand still until somebody is there to see them move (docs: the tour)."""

from datetime import timedelta

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver

from escale.accounts.models import User
from escale.clients.queries import member_of
from escale.journal.actor import SYSTEM
from escale.orders.actions.resume_order import resume_order
from escale.orders.queries import standing_orders
from escale.tenancy.scopes import member_scope

AFTER_SIGN_IN = timedelta(seconds=20)


@receiver(user_logged_in)
def start_production(user: User, **_kwargs: object) -> None:
    """At the first sign-in of a client; later ones find nothing standing."""
    with member_scope(user.pk):
        member = member_of(user)
        if member is None:
            return
        for number in standing_orders(member.client):
            resume_order(actor=SYSTEM, number=number, next_step_in=AFTER_SIGN_IN)
