from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from escale.workbooks.errors import WorkbookUnreadable
from escale.workbooks.limits import Limits
from escale.workbooks.reading import check_offered


class WorkbookField(forms.FileField):
    """A spreadsheet: what would be refused whatever it holds is refused before it is kept."""

    default_error_messages = {
        "required": _("Choisissez d’abord un fichier."),
        "empty": _("Ce fichier est vide. Choisissez-en un autre."),
    }

    def __init__(self, *, limits: Limits, **options: Any) -> None:
        super().__init__(**options)
        self.limits = limits

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if isinstance(file, UploadedFile):
            try:
                check_offered(file.name or "", file.size or 0, self.limits)
            except WorkbookUnreadable as refused:
                raise forms.ValidationError(str(refused)) from None
        return file
