"""Sms tells what became of a text; the client sees a code that did not arrive (B1)."""

from django.dispatch import receiver

from escale.activation.models import PhoneCode
from escale.activation.queries import waiting_dotations
from escale.dotations.actions.note_phone_trouble import note_phone_trouble
from escale.dotations.states import PhoneTrouble
from escale.sms.models import OutgoingText
from escale.sms.signals import text_settled
from escale.sms.states import TextState


@receiver(text_settled, sender=OutgoingText)
def follow_text(text: OutgoingText, **_kwargs: object) -> None:
    code = PhoneCode.objects.select_related("beneficiary").filter(text=text).first()
    if code is None or text.state == TextState.SENT:
        return
    note_phone_trouble(
        dotation_ids=[dotation.pk for dotation in waiting_dotations(code.beneficiary)],
        phone=text.phone,
        trouble=PhoneTrouble.TEXT_FAILED if text.state == TextState.FAILED else None,
    )
