"""One mail leaves for a locked dotation; whatever still waited for it does not (R36)."""

from dataclasses import replace
from datetime import datetime

from escale.dotations.brake import CORRECTS
from escale.dotations.emails import (
    activation_message,
    application_reminder_message,
    phone_changed_message,
)
from escale.dotations.models import Dotation
from escale.dotations.rules import Mail, Plan
from escale.mailing.actions.cancel_messages import cancel_messages
from escale.mailing.actions.queue_messages import NewMessage, queue_messages
from escale.mailing.models import OutgoingMessage


def dispatch(dotation: Dotation, plan: Plan, *, at: datetime) -> OutgoingMessage | None:
    """Queue the plan's mail and make it the one whose fate decides the status.

    Sets `last_message` and `revision` on the instance; the caller saves them.
    """
    dotation.revision += 1
    message = planned_message(dotation, plan, at=at)
    if message is None:
        return None
    cancel_messages(about=dotation.about)
    dotation.last_message = queue_messages(messages=[message])[0]
    return dotation.last_message


def planned_message(dotation: Dotation, plan: Plan, *, at: datetime) -> NewMessage | None:
    """The plan's mail, for a dotation that has its new contact already."""
    if plan.mail is None:
        return None
    if plan.mail == Mail.PHONE_CHANGED:
        return phone_changed_message(dotation, at)
    if plan.mail == Mail.APPLICATION:
        return application_reminder_message(dotation, at)
    if plan.mail == Mail.REMINDER:
        return activation_message(dotation, at, reminds=True)
    # A first e-mail made again announces no new number: the former was never told.
    is_told = plan.phone_changed and plan.mail == Mail.ACTIVATION
    message = activation_message(dotation, at, phone_changed=is_told)
    if plan.email_changed:
        return replace(message, context={**message.context, CORRECTS: True})
    return message
