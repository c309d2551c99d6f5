from django import forms

from escale.webkit.workbook_field import WorkbookField
from escale.workbooks.limits import CORRECTION_LIMITS


class FileForm(forms.Form):
    file = WorkbookField(CORRECTION_LIMITS)


class ConfirmationForm(forms.Form):
    """Whether rows left unchanged get their activation mail again: only if it was asked (R44)."""

    resend = forms.BooleanField(required=False)
