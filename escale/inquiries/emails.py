"""What leaves about a message to the issuer: its receipt, a notice to staff, each answer."""

from escale.inquiries.models import Answer, Inquiry
from escale.kernel.languages import in_french
from escale.kernel.numbers import order_number
from escale.mailing.actions.queue_message import queue_message
from escale.mailing.actions.queue_messages import JSON
from escale.orders.queries import issuer_settings


def send_received(inquiry: Inquiry) -> None:
    """To who wrote: we have it, under this number."""
    _queue("received", inquiry.reply_to, inquiry, {})


def send_notice(inquiry: Inquiry) -> None:
    """To staff, where they gave an address: somebody waits for them."""
    if address := issuer_settings().contact_email:
        _queue("notice", address, inquiry, {})


def send_answered(answer: Answer) -> None:
    inquiry = answer.inquiry
    _queue("answered", inquiry.reply_to, inquiry, {"answer": answer.body})


@in_french
def _queue(name: str, recipient: str, inquiry: Inquiry, context: dict[str, JSON]) -> None:
    queue_message(
        template=f"inquiries/emails/{name}",
        recipient=recipient,
        context={
            "reference": inquiry.pk,
            "sent_by": inquiry.sent_by,
            "from_client": inquiry.client.name,
            "subject_of_inquiry": str(inquiry.get_subject_display()),
            "order": order_number(inquiry.order_id) if inquiry.order_id else "",
            "body": inquiry.body,
            **context,
        },
        links={},
        about=inquiry.about,
        client_id=inquiry.client_id,
    )
