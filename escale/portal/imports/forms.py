from django import forms
from django.urls import reverse

from escale.webkit.workbook_field import WorkbookField
from escale.workbooks.limits import CORRECTION_LIMITS


class FileForm(forms.Form):
    file = WorkbookField(CORRECTION_LIMITS)


class ConfirmationForm(forms.Form):
    """Whether rows left unchanged get their activation mail again: only if it was asked (R44)."""

    resend = forms.BooleanField(required=False)


class SuggestionForm(forms.Form):
    """Which row a hint is of, and the page of rows it was on; without a row, all that have one."""

    row = forms.IntegerField(required=False, min_value=1)
    page = forms.IntegerField(required=False, min_value=1)

    @property
    def row_id(self) -> int | None:
        """None for all of them; one that is no number names none."""
        if "row" not in self.data:
            return None
        return self.cleaned_data.get("row") or 0 if self.is_valid() else 0

    def way_back(self, import_id: int) -> str:
        page = self.cleaned_data.get("page") if self.is_valid() else None
        query = f"?page={page}#modifiees" if page else ""
        return reverse("portal:import", args=[import_id]) + query
