from django.db import transaction
from django.utils.translation import override

from escale.accounts.factors import FACTORS
from escale.accounts.models import User
from escale.journal.actions.record import record
from escale.journal.actor import Actor
from escale.mailing.actions.queue_message import queue_message
from escale.mailing.actions.queue_messages import NewMessage


@transaction.atomic
def tell_factor_change(*, actor: Actor, user: User, verb: str, kind: str) -> None:
    """The journal says it, and the person is told by e-mail: was it you?"""
    record(
        actor=actor,
        verb=verb,
        about=f"user:{user.pk}",
        client_id=user.client_id,
        changes={"factor": ("", kind)},
    )
    if not user.address:
        return
    with override(user.reading_language):
        factor = str(FACTORS[kind])
    queue_message(
        message=NewMessage(
            template="accounts/emails/factor_changed",
            recipient=user.address,
            language=user.reading_language,
            context={"name": str(user), "factor": factor, "is_gone": verb == "factor-removed"},
            links={},
            about=f"user:{user.pk}",
            client_id=user.client_id,
        )
    )
