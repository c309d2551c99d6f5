"""Orders as staff read them, with what can be done from there, and cards to give back."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from escale.backoffice.access import operator
from escale.backoffice.reading import ReadOnly, ReadUnderWatch
from escale.journal.queries import entries_about
from escale.journal.wording import sentence
from escale.kernel.money import format_euros
from escale.orders.actions.note_refunds import note_refunds
from escale.orders.models import Cancellation, CardSettlement, Order, OrderLine
from escale.orders.queries import cancellations_of
from escale.orders.reference import transfer_reference
from escale.orders.states import IN_PROGRESS, OrderStatus


class LineInline(admin.TabularInline[OrderLine, Order]):
    model = OrderLine
    fields = readonly_fields = ("article", "quantity", "worth")
    extra = 0
    can_delete = False

    @admin.display(description=_("article"))
    def article(self, obj: OrderLine) -> str:
        return obj.get_kind_display()

    @admin.display(description=_("montant"))
    def worth(self, obj: OrderLine) -> str:
        return format_euros(obj.amount)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Order)
class OrderAdmin(ReadUnderWatch):
    list_display = (
        "number",
        "client",
        "client_reference",
        "placed_on",
        "due",
        "status",
        "payment_means",
        "product",
    )
    list_select_related = ("client",)
    list_filter = ("status", "payment_means", "product")
    search_fields = (
        "number",
        "client__name",
        "client__code",
        "client_reference",
        "reference_search",
    )
    fields = (
        "client",
        "product",
        "placed_on",
        "placed_by",
        "client_reference",
        "payment_means",
        "status",
        "due",
        "reference",
        "paid_at",
        "closed_at",
        "given_back",
        "journal",
    )
    readonly_fields = ("due", "reference", "given_back", "journal")
    inlines = (LineInline,)
    change_form_template = "backoffice/order_form.html"

    @admin.display(description=_("total"), ordering="total")
    def due(self, obj: Order) -> str:
        return format_euros(obj.total)

    @admin.display(description=_("référence de règlement"))
    def reference(self, obj: Order) -> str:
        return transfer_reference(obj.number)

    @admin.display(description=_("dotations annulées"))
    def given_back(self, obj: Order) -> SafeString | str:
        rows = (
            (f"{localtime(one.ended_at):%d/%m/%Y}", one.dotations, one.reason, _owed(one))
            for one in cancellations_of(obj)
        )
        return format_html_join("", "<p>{}\u00a0: {}, {}. {}</p>", rows) or "–"

    @admin.display(description=_("journal"))
    def journal(self, obj: Order) -> SafeString:
        rows = (
            (f"{localtime(entry.at):%d/%m/%Y %H:%M}", entry.actor, sentence(entry.verb))
            for entry in entries_about(obj.about)[:50]
        )
        return format_html_join("", "<p>{} {} {}</p>", rows)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> Any:
        order = self.get_object(request, object_id)
        is_due = order is not None and order.status == OrderStatus.AWAITING_PAYMENT
        is_open = order is not None and not order.is_paper and order.status in IN_PROGRESS
        told = {"order": order, "is_due": is_due, "is_open": is_open}
        return super().change_view(request, object_id, form_url, told)


def _owed(cancelled: Cancellation) -> str:
    amount = format_euros(cancelled.given_back)
    if cancelled.refunded_at is None:
        return str(_("À rendre : %(amount)s") % {"amount": amount})
    day = f"{localtime(cancelled.refunded_at):%d/%m/%Y}"
    return str(_("%(amount)s, rendu le %(day)s") % {"amount": amount, "day": day})


class Refunds(ReadOnly):
    """What is to be given back, until staff say that it was."""

    list_filter = ("to_refund", ("refunded_at", admin.EmptyFieldListFilter))
    actions = ("note_refunded",)

    @admin.action(description=_("Noter comme remboursées"))
    def note_refunded(self, request: HttpRequest, rows: QuerySet[Any]) -> None:
        ids = list(rows.values_list("pk", flat=True))
        number = note_refunds(actor=operator(request), owed=self.model, ids=ids)
        said = ngettext(
            "%(number)s remboursement noté.", "%(number)s remboursements notés.", number
        )
        self.message_user(request, said % {"number": number})


@admin.register(CardSettlement)
class CardSettlementAdmin(Refunds):
    list_display = ("payment", "settled_at", "to_refund", "refunded_at")
    list_select_related = ("payment",)


@admin.register(Cancellation)
class CancellationAdmin(Refunds):
    list_display = (
        "order",
        "asked_at",
        "asked_by",
        "dotations",
        "worth",
        "reason",
        "to_refund",
        "refunded_at",
    )
    list_select_related = ("order",)
    search_fields = ("=order__number",)
    fields = ("order", "asked_at", "asked_by", "reason", "dotations", "worth", "refunded_at")
    readonly_fields = ("worth",)

    @admin.display(description=_("à rendre"))
    def worth(self, obj: Cancellation) -> str:
        return format_euros(obj.given_back)
