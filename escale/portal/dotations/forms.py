from django import forms
from django.utils.translation import gettext_lazy as _

from escale.dotations.search import Criteria


class SearchForm(forms.Form):
    """The five fields of R22; whatever is typed is searched as it is, nothing is refused."""

    matricule = forms.CharField(label=_("Matricule"), required=False)
    last_name = forms.CharField(label=_("Nom"), required=False)
    first_name = forms.CharField(label=_("Prénom"), required=False)
    email = forms.CharField(label=_("Adresse Mail"), required=False)
    phone = forms.CharField(label=_("Téléphone"), required=False)

    @property
    def criteria(self) -> Criteria:
        return Criteria(**{name: self.data.get(name, "")[:254] for name in self.fields})


class ContactForm(forms.Form):
    """What a row sends when its blue square is pressed. The action judges address and number."""

    email = forms.CharField(required=False, max_length=500)
    phone = forms.CharField(required=False, max_length=100)
    revision = forms.IntegerField(min_value=0)
    with_order = forms.BooleanField(required=False)


class RevisionForm(forms.Form):
    """What the person saw, of an act that types nothing."""

    revision = forms.IntegerField(min_value=0)


class UndoForm(forms.Form):
    """« Annuler », for the row as it was shown."""

    revision = forms.IntegerField(min_value=0)
    with_order = forms.BooleanField(required=False)
