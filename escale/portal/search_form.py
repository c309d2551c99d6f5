from django import forms
from django.utils.translation import gettext_lazy as _

from escale.dotations.search import Criteria, unusable


class SearchForm(forms.Form):
    """The five fields of R22; whatever is typed is searched as it is, nothing is refused."""

    matricule = forms.CharField(label=_("Matricule"), required=False)
    last_name = forms.CharField(label=_("Nom"), required=False)
    first_name = forms.CharField(label=_("Prénom"), required=False)
    email = forms.CharField(label=_("Adresse Mail"), required=False)
    phone = forms.CharField(label=_("Téléphone"), required=False)

    @property
    def is_without_digits(self) -> bool:
        """A telephone is looked for by its digits, and there is none."""
        return "phone" in unusable(self.criteria)

    @property
    def criteria(self) -> Criteria:
        return Criteria(**{name: self.data.get(name, "")[:254] for name in self.fields})
