from django import forms
from django.core.exceptions import ValidationError

from escale.kernel.emails import EmailRefused, parse_email


class EmailField(forms.CharField):
    """An address judged as those of beneficiaries are."""

    def clean(self, value: str | None) -> str:
        typed: str = super().clean(value)
        if not typed:
            return ""
        try:
            return parse_email(typed)
        except EmailRefused as refusal:
            raise ValidationError(str(refusal)) from None
