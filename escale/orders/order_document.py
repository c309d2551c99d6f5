"""The document of an order: its page's lines and totals, to keep or to print (R8, R9).

In French whoever reads it. Its length does not depend on how many beneficiaries there are: their
list is in Excel (docs/adr/0006).
"""

from datetime import datetime
from pathlib import Path

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from escale.documents.typesetting import Data, typeset
from escale.kernel.dates import french_date, long_date, long_moment
from escale.kernel.money import format_euros
from escale.kernel.numbers import by_fours, grouped, order_number
from escale.orders.models import Cancellation, IssuerSettings, Order, OrderLine
from escale.orders.queries import cancellations_of, issuer_settings
from escale.orders.reference import transfer_reference
from escale.orders.states import OrderStatus, PaymentMeans
from escale.orders.validity import validity_sentence

TEMPLATE = Path(__file__).parent / "templates/orders/documents/order.typ"
# R9: what stands for a unit price where prices differ.
SEVERAL_PRICES = "-"


def document_file_name(order: Order) -> str:
    return f"Commande_{order.number}.pdf"


def order_document(order: Order, *, now: datetime) -> bytes:
    """The PDF of what is true of the order `now`, its lines fetched."""
    with override("fr"):
        return typeset(TEMPLATE, _content(order, issuer_settings(), now))


def line_titles() -> list[str]:
    """The columns of R9, in the reader's language."""
    return [
        _("Article"),
        _("Quantité"),
        _("Prix unitaire HT"),
        _("Montant HT"),
        _("TVA (%)"),
        _("Montant total"),
    ]


def order_facts(order: Order) -> list[tuple[str, str]]:
    """What the order is, name and value, apart from money."""
    facts = [
        (_("Date"), french_date(order.placed_on)),
        *reference_fact(order),
        (_("Passée par"), order.placed_by),
        (_("Produit"), order.get_product_display()),
        (_("Statut"), order.status_label),
    ]
    if order.status != OrderStatus.CANCELLED:
        facts.append((_("Validité des titres"), validity_sentence(order)))
    return facts


def reference_fact(order: Order) -> list[tuple[str, str]]:
    """« Votre référence », where the client gave one."""
    return [(_("Votre référence"), order.client_reference)] if order.client_reference else []


def payment_fact(order: Order) -> str:
    """« Virement, reçu le 04/11/2026 »."""
    means = order.get_payment_means_display()
    if order.paid_at is None:
        return means
    return _("%(means)s, reçu le %(day)s") % {"means": means, "day": french_date(order.paid_at)}


def _content(order: Order, issuer: IssuerSettings, now: datetime) -> dict[str, Data]:
    number = order_number(order.number)
    return {
        "title": _("Détail de la commande N°%(number)s") % {"number": number},
        "issued": _("Établi le %(moment)s") % {"moment": long_moment(localtime(now))},
        "issuer": issuer.account_holder,
        "client": {"name": order.client.name, "code": order.client.code},
        "facts": order_facts(order),
        "columns": line_titles(),
        "lines": [line_cells(line) for line in order.lines.all()],
        "total": format_euros(order.total),
        "cancellations": [_cancelled(cancelled) for cancelled in cancellations_of(order)],
        "payment": {
            "sentence": _payment_sentence(order),
            "facts": _where_to_pay(order, issuer),
        },
        "beneficiaries": _(
            "La liste des bénéficiaires et de leurs montants est dans le fichier Excel du bouton "
            "« Exporter détails », sur la page de la commande."
        ),
    }


def line_cells(line: OrderLine) -> list[str]:
    amount = format_euros(line.amount)
    return [
        line.get_kind_display(),
        grouped(line.quantity),
        SEVERAL_PRICES if line.unit_price is None else format_euros(line.unit_price),
        amount,
        "",
        amount,
    ]


def _cancelled(cancelled: Cancellation) -> list[str]:
    assert cancelled.ended_at is not None  # noqa: S101  # asked for
    return [
        french_date(localtime(cancelled.ended_at).date()),
        cancelled.reason,
        grouped(cancelled.dotations),
        format_euros(cancelled.face_value),
        format_euros(cancelled.commission),
        _given_back(cancelled),
    ]


def _given_back(cancelled: Cancellation) -> str:
    amount = format_euros(cancelled.given_back)
    if cancelled.refunded_at is None:
        return amount
    day = french_date(localtime(cancelled.refunded_at).date())
    return _("%(amount)s, rendu le %(day)s") % {"amount": amount, "day": day}


def _payment_sentence(order: Order) -> str:
    if order.status == OrderStatus.CANCELLED:
        return _("Cette commande est annulée : rien n’est à régler.")
    if order.paid_at is not None:
        return _("%(total)s reçus par %(means)s le %(day)s : rien ne reste à régler.") % {
            "total": format_euros(order.total),
            "means": order.get_payment_means_display().lower(),
            "day": long_date(localtime(order.paid_at).date()),
        }
    texts = {
        PaymentMeans.CARD: _("Il reste %(total)s à régler, par carte bancaire sur le portail."),
        PaymentMeans.TRANSFER: _(
            "Il reste %(total)s à régler, par virement portant la référence ci-dessous."
        ),
        PaymentMeans.CHEQUE: _(
            "Il reste %(total)s à régler, par chèque portant au dos la référence ci-dessous."
        ),
    }
    return texts[PaymentMeans(order.payment_means)] % {"total": format_euros(order.total)}


def one_line(address: str) -> str:
    """« Émetteur SA, 2 rue des Tilleuls, 75000 Paris »."""
    return ", ".join(line.strip() for line in address.splitlines() if line.strip())


def _where_to_pay(order: Order, issuer: IssuerSettings) -> list[tuple[str, str]]:
    """What a transfer or a cheque must name; nothing of what the issuer has not given."""
    if order.status != OrderStatus.AWAITING_PAYMENT or order.payment_means == PaymentMeans.CARD:
        return []
    if order.payment_means == PaymentMeans.CHEQUE:
        facts = [
            (_("Référence à écrire au dos"), transfer_reference(order.number)),
            (_("À l’ordre de"), issuer.account_holder),
            (_("À envoyer à"), one_line(issuer.cheque_address)),
        ]
    else:
        facts = [
            (_("Référence"), transfer_reference(order.number)),
            (_("Titulaire"), issuer.account_holder),
            ("IBAN", by_fours(issuer.iban)),
            ("BIC", issuer.bic),
        ]
    return [(name, value) for name, value in facts if value]
