"""The receipt of a paid order: who paid what, when and how. It goes with the e-mail of payment.

In French whoever reads it. Nothing in it is of the moment; the client's reference, which may still
change while the order is under way, is the one that it has when the file is made.
"""

from pathlib import Path

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from escale.documents.typesetting import Data, typeset
from escale.kernel.dates import french_date, long_date
from escale.kernel.money import format_euros
from escale.kernel.numbers import order_number
from escale.mailing.attachments import Attachment
from escale.orders.models import Order
from escale.orders.order_document import line_cells, line_titles, reference_fact
from escale.orders.queries import issuer_settings, paid_order
from escale.orders.reference import transfer_reference
from escale.orders.states import PaymentMeans

TEMPLATE = Path(__file__).parent / "templates/orders/documents/receipt.typ"
KIND = "receipt"


def receipt_attachment(order: Order) -> str:
    """What a message keeps of its receipt."""
    return f"{KIND}:{order.number}"


def attached_receipt(number: str) -> Attachment:
    """The file of a message that keeps the above. Raises Order.DoesNotExist for one not paid."""
    order = paid_order(int(number))
    return Attachment(receipt_file_name(order), receipt(order))


def receipt_file_name(order: Order) -> str:
    return f"Recu_commande_{order.number}.pdf"


def receipt(order: Order) -> bytes:
    """The PDF, of an order that is paid, its client and lines fetched."""
    with override("fr"):
        return typeset(TEMPLATE, _content(order))


def _content(order: Order) -> dict[str, Data]:
    assert order.paid_at is not None  # noqa: S101  # asked for
    day = localtime(order.paid_at).date()
    number, total = order_number(order.number), format_euros(order.total)
    means = order.get_payment_means_display()
    facts = [
        (_("Reçu de"), f"{order.client.name} ({order.client.code})"),
        (_("Reçu le"), french_date(day)),
        (_("Moyen de règlement"), means),
        *_payment_reference(order),
        *reference_fact(order),
        (_("Commande du"), french_date(order.placed_on)),
        (_("Passée par"), order.placed_by),
    ]
    return {
        "title": _("Reçu, commande N°%(number)s") % {"number": number},
        "sentence": _("Nous avons reçu %(total)s par %(means)s le %(day)s.")
        % {"total": total, "means": means.lower(), "day": long_date(day)},
        "issuer": issuer_settings().account_holder,
        "client": order.client.name,
        "facts": facts,
        "columns": line_titles(),
        "lines": [line_cells(line) for line in order.lines.all()],
        "total": total,
        "mention": _(
            "Ce reçu atteste le règlement de la commande\u202f; ce n’est pas une facture."
        ),
    }


def _payment_reference(order: Order) -> list[tuple[str, str]]:
    """What a transfer or a cheque had to name; a card names nothing."""
    if order.payment_means == PaymentMeans.CARD:
        return []
    return [(_("Référence"), transfer_reference(order.number))]
