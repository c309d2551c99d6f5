"""The e-mails of an order, to the client's address and to the members who asked for a copy."""

from collections.abc import Callable
from datetime import date

from django.utils.translation import override

from escale.clients.queries import addresses_for_orders
from escale.kernel.dates import long_date
from escale.kernel.money import format_euros
from escale.kernel.numbers import by_fours, order_number
from escale.mailing.actions.queue_message import queue_message
from escale.mailing.actions.queue_messages import JSON, NewMessage
from escale.mailing.models import OutgoingMessage
from escale.orders.models import Cancellation, Order
from escale.orders.order_document import one_line
from escale.orders.queries import issuer_settings
from escale.orders.receipt import receipt_attachment
from escale.orders.reference import transfer_reference
from escale.orders.states import PaymentMeans


def send_order_placed(order: Order) -> list[OutgoingMessage]:
    """The order's number, its lines, and how to pay it."""
    return _send(order, "orders/emails/order_placed", _what_and_how_to_pay)


def send_payment_received(order: Order) -> list[OutgoingMessage]:
    """The money has come: what happens next; the receipt is attached."""
    receipt = receipt_attachment(order)
    return _send(order, "orders/emails/payment_received", _what_is_made, attachment=receipt)


def send_payment_due(order: Order, *, last_day: date) -> list[OutgoingMessage]:
    """Without its payment by then, the order is cancelled."""

    def told(due: Order) -> dict[str, JSON]:
        return _what_and_how_to_pay(due) | {"last_day": long_date(last_day)}

    return _send(order, "orders/emails/payment_due", told)


def send_dotations_cancelled(order: Order, cancelled: Cancellation) -> list[OutgoingMessage]:
    """The issuer cancelled titles of it: how many, why, and what is given back."""

    def told(_order: Order) -> dict[str, JSON]:
        return {
            "by_issuer": True,
            "dotations": cancelled.dotations,
            "reason": cancelled.reason,
            "face_value": format_euros(cancelled.face_value),
            "commission": format_euros(cancelled.commission) if cancelled.commission else "",
            "given_back": format_euros(cancelled.given_back),
        }

    return _send(order, "orders/emails/dotations_cancelled", told)


def _send(
    order: Order,
    template: str,
    told: Callable[[Order], dict[str, JSON]],
    *,
    attachment: str = "",
) -> list[OutgoingMessage]:
    """To each in their language."""
    messages = []
    for address, language in addresses_for_orders(order.client):
        with override(language):
            context = _summary(order) | told(order)
        messages.append(
            queue_message(
                message=NewMessage(
                    template=template,
                    recipient=address,
                    language=language,
                    context=context,
                    links={},
                    about=order.about,
                    client_id=order.client_id,
                    attachment=attachment,
                )
            )
        )
    return messages


def _summary(order: Order) -> dict[str, JSON]:
    return {
        "number": order_number(order.number),
        "client_reference": order.client_reference,
        "order_path": f"/commandes/{order.number}/",
        "client_name": order.client.name,
        "placed_on": long_date(order.placed_on),
        "total": format_euros(order.total),
        "means": str(PaymentMeans(order.payment_means).label),
    }


def _what_and_how_to_pay(order: Order) -> dict[str, JSON]:
    terms = issuer_settings()
    return {
        "lines": [
            {
                "name": str(line.get_kind_display()),
                "quantity": line.quantity,
                "amount": format_euros(line.amount),
            }
            for line in order.lines.all()
        ],
        "by_transfer": order.payment_means == PaymentMeans.TRANSFER,
        "by_cheque": order.payment_means == PaymentMeans.CHEQUE,
        "cheque_address": one_line(terms.cheque_address),
        "reference": transfer_reference(order.number),
        "account_holder": terms.account_holder,
        "iban": by_fours(terms.iban),
        "bic": terms.bic,
    }


def _what_is_made(order: Order) -> dict[str, JSON]:
    # A message queued by an earlier version has no receipt.
    return {"is_paper": order.is_paper, "has_receipt": True}
