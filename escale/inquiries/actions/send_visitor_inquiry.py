from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from escale.inquiries.emails import send_notice
from escale.inquiries.errors import TooManyFromVisitors
from escale.inquiries.models import Inquiry, Subject
from escale.inquiries.queries import sent_by_visitors_within
from escale.journal.actions.record import record
from escale.journal.actor import SYSTEM
from escale.kernel.languages import FRENCH

# Of all visitors together: each of them has limits of their own at the page.
MOST_AN_HOUR = 60


@dataclass(frozen=True, slots=True)
class VisitorInquiry:
    """`reply_to` is checked; the rest is what people say of themselves."""

    form_id: UUID
    subject: Subject
    name: str
    reply_to: str
    body: str
    organisation: str = ""
    phone: str = ""
    language: str = FRENCH


@transaction.atomic
def send_visitor_inquiry(*, new: VisitorInquiry) -> Inquiry:
    """Keep a message of somebody who did not sign in, tell staff. Raises TooManyFromVisitors.

    Nothing leaves to the address typed: it may be anybody's. Staff answer there, if they choose to.
    """
    sent = Inquiry.objects.of_visitors().filter(form_id=new.form_id).first()
    if sent is not None:
        return sent
    if sent_by_visitors_within(timedelta(hours=1)) >= MOST_AN_HOUR:
        raise TooManyFromVisitors
    inquiry, is_new = Inquiry.objects.get_or_create(
        form_id=new.form_id,
        defaults={
            "sent_by": new.name,
            "organisation": new.organisation,
            "reply_to": new.reply_to,
            "phone": new.phone,
            "subject": new.subject,
            "body": new.body,
            "language": new.language,
        },
    )
    if is_new:
        send_notice(inquiry)
        record(actor=SYSTEM, verb="inquiry-received", about=inquiry.about, client_id=None)
    return inquiry
