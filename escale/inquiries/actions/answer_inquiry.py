from uuid import UUID

from django.db import transaction

from escale.inquiries.emails import send_answered
from escale.inquiries.models import Answer, Inquiry
from escale.journal.actions.record import record
from escale.journal.actor import Actor


@transaction.atomic
def answer_inquiry(*, actor: Actor, inquiry_id: int, body: str, form_id: UUID) -> Answer:
    """The answer leaves by e-mail and stays with the message; the same form twice sends one."""
    inquiry = Inquiry.objects.select_for_update(of=("self",)).get(pk=inquiry_id)
    given = Answer.objects.filter(inquiry=inquiry, form_id=form_id).first()
    if given is not None:
        return given
    answer = Answer.objects.create(
        inquiry=inquiry, answered_by=actor.label, body=body, form_id=form_id
    )
    send_answered(answer)
    record(actor=actor, verb="inquiry-answered", about=inquiry.about, client_id=inquiry.client_id)
    return answer
