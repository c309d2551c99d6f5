from django import forms
from django.core.exceptions import ValidationError

from escale.kernel.errors import DomainError
from escale.orders.client_reference import cleaned_reference


class ReferenceField(forms.CharField):
    """« Votre référence », judged as the actions judge it; it may be left empty."""

    def __init__(self) -> None:
        super().__init__(required=False)

    def clean(self, value: str | None) -> str:
        try:
            return cleaned_reference(value or "")
        except DomainError as refused:
            raise ValidationError(str(refused)) from None
