from datetime import datetime, timedelta

from escale.demo.refusals import UNKNOWN_DOMAIN, mistyped, refusals_in_turn
from escale.dotations.emails import send_first_activations
from escale.dotations.models import Dotation
from escale.dotations.search import search_of
from escale.dotations.states import DotationStatus
from escale.mailing.models import OutgoingMessage
from escale.mailing.states import MessageState

# Between two first e-mails of an order.
PACE = timedelta(seconds=2)
SETTLED_FIELDS = (
    "state",
    "attempts",
    "next_attempt_at",
    "created_at",
    "settled_at",
    "smtp_code",
    "diagnostic",
    "cause",
)


def refuse_first_emails(*, order_number: int, at: datetime) -> int:
    """The mail behind each « Erreur e-mail » of an order taken over, refused as real ones are.

    A handful of statements, whatever their number; how many.
    """
    rows = Dotation.objects.filter(order=order_number, status=DotationStatus.EMAIL_ERROR)
    dotations = list(rows.select_related("client", "order").order_by("id"))
    refusals = list(zip(dotations, refusals_in_turn(), strict=False))
    for number, (dotation, refusal) in enumerate(refusals):
        if refusal is UNKNOWN_DOMAIN:
            dotation.email = mistyped(dotation.email, number)
            dotation.search = search_of(dotation)
    messages = send_first_activations(dotations, at=at)
    for number, (message, (dotation, refusal)) in enumerate(zip(messages, refusals, strict=True)):
        message.state = MessageState.FAILED
        message.attempts = 1
        message.next_attempt_at = None
        message.created_at = at + number * PACE
        message.settled_at = message.created_at + refusal.after
        message.smtp_code = refusal.code
        message.diagnostic = refusal.said.format(address=dotation.email)
        message.cause = refusal.cause
        dotation.last_message = message
    OutgoingMessage.objects.bulk_update(messages, SETTLED_FIELDS)
    Dotation.objects.bulk_update(dotations, ["email", "search", "last_message"])
    return len(dotations)
