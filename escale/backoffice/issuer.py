"""Products and the issuer's own terms."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from escale.backoffice.iban import check_iban
from escale.backoffice.journaled import JournaledAdmin, OneRowAdmin
from escale.inquiries.models import IssuerContact
from escale.inquiries.queries import has_issuer_contact
from escale.kernel.phones import PhoneRefused, format_phone, parse_line
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
class IssuerSettingsAdmin(OneRowAdmin):
    form = IssuerSettingsForm
    verb = "issuer-settings-saved"

    def about(self, obj: IssuerSettings) -> str:
        return "issuer:settings"

    def has_row(self) -> bool:
        return has_issuer_settings()


class IssuerContactForm(forms.ModelForm[IssuerContact]):
    """The telephone of any line, as people write it."""

    class Meta:
        model = IssuerContact
        fields = ("phone", "opening_hours", "email", "postal_address")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.phone:
            self.initial["phone"] = format_phone(self.instance.phone)

    def clean_phone(self) -> str:
        typed = self.cleaned_data["phone"]
        try:
            return parse_line(typed) if typed else ""
        except PhoneRefused as refused:
            raise forms.ValidationError(str(refused)) from None


@admin.register(IssuerContact)
class IssuerContactAdmin(OneRowAdmin):
    """On the pages of help, of contact and of errors, in the legal notice, before signing in."""

    form = IssuerContactForm
    verb = "issuer-contact-saved"

    def about(self, obj: IssuerContact) -> str:
        return "issuer:contact"

    def has_row(self) -> bool:
        return has_issuer_contact()
