"""Mailing and sms tell what became of a message; the dotation it is about follows (R30, R31)."""

from django.dispatch import receiver

from escale.dotations.actions.mark_email_accepted import mark_email_accepted
from escale.dotations.actions.mark_email_failed import mark_email_failed
from escale.dotations.actions.note_phone_trouble import note_phone_trouble
from escale.dotations.states import PhoneTrouble
from escale.mailing.models import OutgoingMessage
from escale.mailing.signals import message_settled
from escale.mailing.states import MessageState
from escale.sms.models import OutgoingText
from escale.sms.signals import text_settled
from escale.sms.states import TextState


@receiver(message_settled, sender=OutgoingMessage)
def follow_message(message: OutgoingMessage, **_kwargs: object) -> None:
    if message.state == MessageState.SENT:
        mark_email_accepted(message=message)
    else:
        mark_email_failed(message=message)


@receiver(text_settled, sender=OutgoingText)
def follow_text(text: OutgoingText, **_kwargs: object) -> None:
    """The client sees that the number takes no SMS before its beneficiary needs one."""
    kind, _colon, number = text.about.partition(":")
    if kind == "dotation" and text.state == TextState.FAILED:
        note_phone_trouble(
            dotation_ids=[int(number)], phone=text.phone, trouble=PhoneTrouble.TEXT_FAILED
        )
