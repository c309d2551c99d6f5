"""Admin pages that change something: each save leaves a line old → new in the journal (D8)."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db import models, transaction
from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from escale.backoffice.access import operator
from escale.journal.actions.record import record
from escale.webkit.email_field import EmailField


class JournaledAdmin(admin.ModelAdmin[Any]):
    """What staff add or change; nothing is deleted here."""

    verb = ""
    # One definition of an address, whoever gives it (kernel/emails.py).
    formfield_overrides: ClassVar = {models.EmailField: {"form_class": EmailField}}

    def about(self, obj: Any) -> str:
        raise NotImplementedError

    def client_id(self, obj: Any) -> int | None:
        """Whose journal shows it; none for the issuer's own things."""
        return None

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return bool(request.user.is_active and request.user.is_staff)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.has_view_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def save_model(
        self, request: HttpRequest, obj: Any, form: ModelForm[Any], change: bool
    ) -> None:
        with transaction.atomic():
            super().save_model(request, obj, form, change)
            record(
                actor=operator(request),
                verb=self.verb,
                about=self.about(obj),
                client_id=self.client_id(obj),
                changes={
                    field: (
                        str(form.initial.get(field, "")) if change else "",
                        str(form.cleaned_data[field]),
                    )
                    for field in form.changed_data
                },
            )


class OneRowAdmin(JournaledAdmin):
    """The issuer's own: there is one row, and its list is its form."""

    def has_row(self) -> bool:
        raise NotImplementedError

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not self.has_row()

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        name, arguments = ("change", [1]) if self.has_row() else ("add", [])
        page = f"admin:{self.opts.app_label}_{self.opts.model_name}_{name}"
        return HttpResponseRedirect(reverse(page, args=arguments))

    def save_model(
        self, request: HttpRequest, obj: Any, form: ModelForm[Any], change: bool
    ) -> None:
        obj.pk = 1
        super().save_model(request, obj, form, change)
