"""One mail leaves for a locked dotation; whatever still waited for it does not (R36)."""

from datetime import datetime

from escale.dotations.emails import send_activation, send_phone_changed
from escale.dotations.models import Dotation
from escale.dotations.rules import Mail, Plan
from escale.mailing.actions.cancel_messages import cancel_messages
from escale.mailing.models import OutgoingMessage


def dispatch(dotation: Dotation, plan: Plan, *, at: datetime) -> OutgoingMessage | None:
    """Queue the plan's mail and make it the one whose fate decides the status.

    Sets `last_message` and `revision` on the instance; the caller saves them.
    """
    dotation.revision += 1
    if plan.mail is None:
        return None
    cancel_messages(about=dotation.about)
    if plan.mail == Mail.PHONE_CHANGED:
        message = send_phone_changed(dotation, at=at)
    else:
        # A first e-mail made again announces no new number: the former was never told.
        is_told = plan.phone_changed and plan.mail == Mail.ACTIVATION
        message = send_activation(dotation, at=at, phone_changed=is_told)
    dotation.last_message = message
    return message
