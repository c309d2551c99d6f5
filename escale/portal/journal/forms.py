from dataclasses import replace

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from escale.journal.actor import Door
from escale.journal.wanted import WantedEntries
from escale.journal.wording import Act

ANY = [("", _("Tous"))]
INPUT = {"class": "input"}
DAY = forms.DateInput({"type": "date", "class": "input"}, format="%Y-%m-%d")
# The issuer's own settings are about no client.
ACTS = [choice for choice in Act.choices if choice[0] != Act.ISSUER]


class FilterForm(forms.Form):
    """What a person looks for; a value that makes no sense is told, and filters nothing."""

    du = forms.DateField(label=_("Du"), required=False, widget=DAY)
    au = forms.DateField(label=_("Au"), required=False, widget=DAY)
    acte = forms.ChoiceField(
        label=_("Acte"), choices=ANY + ACTS, required=False, widget=forms.Select(INPUT)
    )
    par = forms.ChoiceField(
        label=_("Origine"), choices=ANY + Door.choices, required=False, widget=forms.Select(INPUT)
    )
    qui = forms.CharField(
        label=_("Qui"), max_length=200, required=False, widget=forms.TextInput(INPUT)
    )

    def wanted(self, about: str = "") -> WantedEntries:
        self.is_valid()
        given = self.cleaned_data
        days = {name: given[field].isoformat() for name, field in DAYS if given.get(field)}
        texts = {name: given.get(field, "") for name, field in TEXTS}
        return replace(WantedEntries(**texts, about=about), **days)


DAYS = (("since", "du"), ("until", "au"))
TEXTS = (("act", "acte"), ("door", "par"), ("who", "qui"))


def filters(query: QueryDict) -> FilterForm:
    return FilterForm({name: query.get(name, "") for name in FilterForm.base_fields})
