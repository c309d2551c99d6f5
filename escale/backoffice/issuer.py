"""Products and the issuer's own terms."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from escale.backoffice.iban import check_iban
from escale.backoffice.journaled import JournaledAdmin
from escale.orders.catalogue import products_without_terms
from escale.orders.models import IssuerSettings, Product
from escale.orders.queries import has_issuer_settings, takes_cards


@admin.register(Product)
class ProductAdmin(JournaledAdmin):
    """A product without a row is offered on its usual terms; saving one sets other terms."""

    list_display = ("name", "is_offered", "commission_percent", "amount_min", "amount_max")
    verb = "product-saved"

    def about(self, obj: Product) -> str:
        return f"product:{obj.kind}"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and bool(products_without_terms())

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("kind",) if obj else ()

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        usual = products_without_terms()[0]
        return {field.name: getattr(usual, field.name) for field in usual._meta.concrete_fields}


class IssuerSettingsForm(forms.ModelForm[IssuerSettings]):
    class Meta:
        model = IssuerSettings
        fields = (
            "production_delay",
            "integration_delay",
            "delivery_delay",
            "account_holder",
            "iban",
            "bic",
            "offers_card",
            "offers_transfer",
            "offers_cheque",
            "cheque_address",
            "announces_by_text",
            "days_to_pay",
            "gives_commission_back",
            "contact_email",
        )
        help_texts = {  # noqa: RUF012
            name: _("Jours puis heures:minutes:secondes, par exemple « 1 00:00:00 » pour un jour.")
            for name in ("production_delay", "integration_delay", "delivery_delay")
        }

    def clean_iban(self) -> str:
        return check_iban(self.cleaned_data["iban"])

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        others = typed.get("offers_transfer") or typed.get("offers_cheque")
        if typed.get("offers_card") and not others and not takes_cards():
            self.add_error(
                "offers_card",
                _(
                    "Aucun service de paiement par carte n’est configuré\u00a0: proposez aussi un "
                    "virement ou un chèque."
                ),
            )
        return typed


@admin.register(IssuerSettings)
class IssuerSettingsAdmin(JournaledAdmin):
    form = IssuerSettingsForm
    verb = "issuer-settings-saved"

    def about(self, obj: IssuerSettings) -> str:
        return "issuer:settings"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not has_issuer_settings()

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """There is one: its form, at once."""
        name = "change" if has_issuer_settings() else "add"
        arguments = [1] if name == "change" else []
        return HttpResponseRedirect(reverse(f"admin:orders_issuersettings_{name}", args=arguments))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.pk = 1
        super().save_model(request, obj, form, change)
