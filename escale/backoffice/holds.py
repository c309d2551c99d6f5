"""« Envois suspendus »: what holds the mail back, by Escale or by staff; suspend, resume (B12)."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from escale.backoffice.access import operator
from escale.backoffice.reading import ReadOnly
from escale.mailing.actions.resume_domain import resume_domain
from escale.mailing.actions.suspend_domain import suspend_domain
from escale.mailing.models import MailHold


class HoldForm(forms.ModelForm[MailHold]):
    class Meta:
        model = MailHold
        fields = ("domain", "reason")
        help_texts = {"domain": _("Ce qui suit l’arobase. Vide : plus rien ne part, à personne.")}  # noqa: RUF012


@admin.register(MailHold)
class HoldAdmin(ReadOnly):
    """Escale's own end by themselves; staff's, when staff remove them."""

    form = HoldForm
    list_display = ("__str__", "since", "until", "times", "held_by", "reason")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.has_view_permission(request)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        held = suspend_domain(actor=operator(request), domain=obj.domain, reason=obj.reason)
        obj.pk = held.pk

    def delete_model(self, request: HttpRequest, obj: MailHold) -> None:
        resume_domain(actor=operator(request), hold_id=obj.pk)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[MailHold]) -> None:
        for hold in queryset:
            self.delete_model(request, hold)
