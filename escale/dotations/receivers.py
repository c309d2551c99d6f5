"""Mailing tells that a message met its fate; the dotation that waits for it follows (R30, R31)."""

from django.dispatch import receiver

from escale.dotations.actions.mark_email_accepted import mark_email_accepted
from escale.dotations.actions.mark_email_failed import mark_email_failed
from escale.mailing.models import OutgoingMessage
from escale.mailing.signals import message_settled
from escale.mailing.states import MessageState


@receiver(message_settled, sender=OutgoingMessage)
def follow_message(message: OutgoingMessage, **_kwargs: object) -> None:
    if message.state == MessageState.SENT:
        mark_email_accepted(message=message)
    else:
        mark_email_failed(message=message)
