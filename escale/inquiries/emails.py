"""What leaves about a message to the issuer: its receipt, a notice to staff, each answer."""

from django.utils.translation import override

from escale.inquiries.models import Answer, Inquiry
from escale.kernel.languages import FRENCH
from escale.kernel.numbers import order_number
from escale.mailing.actions.queue_message import queue_message
from escale.mailing.actions.queue_messages import JSON, NewMessage
from escale.orders.queries import issuer_settings


def send_received(inquiry: Inquiry) -> None:
    """To who wrote: we have it, under this number."""
    _queue("received", inquiry, inquiry.reply_to, inquiry.language)


def send_notice(inquiry: Inquiry) -> None:
    """To staff, where they gave an address: somebody waits for them."""
    if address := issuer_settings().contact_email:
        _queue("notice", inquiry, address, FRENCH)


def send_answered(answer: Answer) -> None:
    inquiry = answer.inquiry
    _queue("answered", inquiry, inquiry.reply_to, inquiry.language, answer=answer.body)


def _queue(name: str, inquiry: Inquiry, recipient: str, language: str, **context: JSON) -> None:
    with override(language):
        subject = str(inquiry.get_subject_display())
        order = order_number(inquiry.order_id) if inquiry.order_id else ""
    queue_message(
        message=NewMessage(
            template=f"inquiries/emails/{name}",
            recipient=recipient,
            language=language,
            context={
                "reference": inquiry.pk,
                "sent_by": inquiry.sent_by,
                "organisation": inquiry.organisation,
                "phone": inquiry.phone,
                "reply_to": inquiry.reply_to,
                "from_client": inquiry.client.name if inquiry.client else "",
                "subject_of_inquiry": subject,
                "order": order,
                "body": inquiry.body,
                **context,
            },
            links={},
            about=inquiry.about,
            client_id=inquiry.client_id,
        )
    )
