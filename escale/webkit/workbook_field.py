from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from escale.workbooks.errors import WorkbookUnreadable
from escale.workbooks.limits import Limits
from escale.workbooks.reading import check_offered

MESSAGES = {
    "required": _("Choisissez d’abord un fichier."),
    "empty": _("Ce fichier est vide. Choisissez-en un autre."),
}


class WorkbookField(forms.FileField):
    """A spreadsheet: what would be refused whatever it holds is refused before it is kept."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(error_messages=MESSAGES)
        self.limits = limits

    def clean(self, data: object, initial: object = None) -> object:
        file = super().clean(data, initial)
        if isinstance(file, UploadedFile):
            try:
                check_offered(file.name or "", file.size or 0, self.limits)
            except WorkbookUnreadable as refused:
                raise forms.ValidationError(str(refused)) from None
        return file
