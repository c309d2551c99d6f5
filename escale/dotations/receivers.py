"""Mailing and sms tell what became of a message; the dotation it is about follows (R30, R31)."""

from collections.abc import Sequence

from django.dispatch import receiver

from escale.dotations.actions.mark_email_failed import mark_email_failed
from escale.dotations.actions.mark_emails_accepted import mark_emails_accepted
from escale.dotations.actions.note_phone_trouble import note_phone_trouble
from escale.dotations.states import PhoneTrouble
from escale.mailing.models import OutgoingMessage
from escale.mailing.signals import message_failed, messages_accepted
from escale.sms.models import OutgoingText
from escale.sms.signals import text_settled
from escale.sms.states import TextState


@receiver(messages_accepted, sender=OutgoingMessage)
def follow_accepted(messages: Sequence[OutgoingMessage], **_kwargs: object) -> None:
    mark_emails_accepted(messages=messages)


@receiver(message_failed, sender=OutgoingMessage)
def follow_failed(message: OutgoingMessage, **_kwargs: object) -> None:
    mark_email_failed(message=message)


@receiver(text_settled, sender=OutgoingText)
def follow_text(text: OutgoingText, **_kwargs: object) -> None:
    """The client sees that the number takes no SMS before its beneficiary needs one."""
    kind, _colon, number = text.about.partition(":")
    if kind == "dotation" and text.state == TextState.FAILED:
        note_phone_trouble(
            dotation_ids=[int(number)], phone=text.phone, trouble=PhoneTrouble.TEXT_FAILED
        )
