from django import forms
from django.utils.translation import gettext_lazy as _

from escale.dotations.search import POSITIONS, Criteria, unusable
from escale.dotations.states import DotationStatus

STATUS = "statut"


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
    def useless(self) -> list[str]:
        """The other fields in which nothing that is typed can be looked for."""
        names = [name for name in unusable(self.criteria) if name in self.fields]
        return [str(self.fields[name].label) for name in names if name != "phone"]

    @property
    def status(self) -> DotationStatus | None:
        """Chosen by a link, not by a field: « ?statut=email_error »."""
        value = self.data.get(STATUS, "")
        return DotationStatus(value) if value in DotationStatus.values else None

    @property
    def criteria(self) -> Criteria:
        typed = {name: self.data.get(name, "")[:254] for name in POSITIONS}
        return Criteria(**typed, status=self.status or "")

    @property
    def filled(self) -> dict[str, str]:
        """What it looks for, as an address carries it."""
        typed = {name: self.data.get(name, "") for name in [*self.fields, STATUS]}
        return {name: value for name, value in typed.items() if value.strip()}


class ListForm(SearchForm):
    """The same, or the table of one order with its filter: « ?commande=2800886&q=loir »."""

    commande = forms.IntegerField(required=False)
    q = forms.CharField(required=False)

    @property
    def order_number(self) -> int | None:
        """None where no order is named; no order has the number 0, which stands for nonsense."""
        number = self.data.get("commande", "").strip()
        if not number:
            return None
        return int(number) if number.isdecimal() and len(number) < 10 else 0

    @property
    def criteria(self) -> Criteria:
        anything = self.data.get("q", "")[:254]
        if self.order_number is None:
            return super().criteria
        return Criteria(anything=anything, status=self.status or "", order_number=self.order_number)
