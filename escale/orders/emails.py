"""The e-mails of an order, to the client's address and to the members who asked for a copy."""

from escale.clients.queries import addresses_for_orders
from escale.kernel.dates import long_date
from escale.kernel.languages import in_french
from escale.kernel.money import format_euros
from escale.kernel.numbers import order_number
from escale.mailing.actions.queue_message import queue_message
from escale.mailing.actions.queue_messages import JSON
from escale.mailing.models import OutgoingMessage
from escale.orders.models import Order
from escale.orders.queries import issuer_settings
from escale.orders.reference import transfer_reference
from escale.orders.states import PaymentMeans


@in_french
def send_order_placed(order: Order) -> list[OutgoingMessage]:
    """The order's number, its lines, and how to pay it."""
    terms = issuer_settings()
    return _send(
        order,
        "orders/emails/order_placed",
        {
            "lines": [
                {
                    "name": str(line.get_kind_display()),
                    "quantity": line.quantity,
                    "amount": format_euros(line.amount),
                }
                for line in order.lines.all()
            ],
            "by_transfer": order.payment_means == PaymentMeans.TRANSFER,
            "reference": transfer_reference(order.number),
            "account_holder": terms.account_holder,
            "iban": terms.iban,
            "bic": terms.bic,
        },
    )


@in_french
def send_payment_received(order: Order) -> list[OutgoingMessage]:
    """The money has come: what happens next."""
    return _send(order, "orders/emails/payment_received", {"is_paper": order.is_paper})


def _send(order: Order, template: str, context: dict[str, JSON]) -> list[OutgoingMessage]:
    shared: dict[str, JSON] = {
        "number": order_number(order.number),
        "order_path": f"/commandes/{order.number}/",
        "client_name": order.client.name,
        "placed_on": long_date(order.placed_on),
        "total": format_euros(order.total),
        "means": str(PaymentMeans(order.payment_means).label),
        **context,
    }
    return [
        queue_message(
            template=template,
            recipient=address,
            context=shared,
            links={},
            about=order.about,
            client_id=order.client_id,
        )
        for address in addresses_for_orders(order.client)
    ]
