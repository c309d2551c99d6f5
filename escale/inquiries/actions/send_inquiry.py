from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from escale.clients.models import Client
from escale.inquiries.emails import send_notice, send_received
from escale.inquiries.errors import TooManyInquiries
from escale.inquiries.models import Inquiry, Subject
from escale.inquiries.queries import sent_within
from escale.journal.actions.record import record
from escale.journal.actor import Actor
from escale.kernel.languages import FRENCH

MOST_AN_HOUR = 10


@dataclass(frozen=True, slots=True)
class NewInquiry:
    """`form_id` comes with the form: sent twice, it is one message. `reply_to` is checked."""

    form_id: UUID
    subject: Subject
    reply_to: str
    body: str
    order_number: int | None = None
    dotation_id: int | None = None
    language: str = FRENCH


@transaction.atomic
def send_inquiry(*, actor: Actor, client: Client, new: NewInquiry) -> Inquiry:
    """Keep a client's message, acknowledge it, tell staff. Raises TooManyInquiries."""
    # One at a time for a client: two clicks, and the limit.
    Client.objects.select_for_update().get(pk=client.pk)
    sent = Inquiry.objects.filter(client=client, form_id=new.form_id).first()
    if sent is not None:
        return sent
    if sent_within(client, timedelta(hours=1)) >= MOST_AN_HOUR:
        raise TooManyInquiries(MOST_AN_HOUR)
    inquiry = Inquiry.objects.create(
        client=client,
        sent_by=actor.label,
        reply_to=new.reply_to,
        subject=new.subject,
        order_id=new.order_number,
        about_dotation=new.dotation_id,
        body=new.body,
        language=new.language,
        form_id=new.form_id,
    )
    send_received(inquiry)
    send_notice(inquiry)
    record(actor=actor, verb="inquiry-sent", about=inquiry.about, client_id=inquiry.client_id)
    return inquiry
