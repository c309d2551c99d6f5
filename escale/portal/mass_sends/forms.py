"""What a person chooses before a mass send, as it travels between the page and the browser."""

from uuid import UUID, uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from escale.dotations.situations import Situation
from escale.kernel.numbers import order_number
from escale.mass_sends.choices import SILENT_DAYS, Choice
from escale.mass_sends.models import Scope
from escale.portal.search_form import ListForm

# A page of the search has fewer.
MOST_TICKED = 500
LONGEST_SILENCE = 365


class ChoiceForm(forms.Form):
    """The scope (R26); the search that was on screen and the ticked rows come with it."""

    scope = forms.ChoiceField(choices=Scope, required=False)
    days = forms.IntegerField(
        label=gettext_lazy("Nombre de jours"),
        min_value=1,
        max_value=LONGEST_SILENCE,
        required=False,
    )
    situation = forms.ChoiceField(choices=Situation, required=False)
    recent = forms.BooleanField(required=False)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        self.search = ListForm(data)
        typed = data.getlist("ticked")[:MOST_TICKED]
        self.ticked = tuple(int(value) for value in typed if value.isdecimal() and len(value) < 19)
        self.is_valid()

    @property
    def searched(self) -> dict[str, str]:
        return self.search.filled

    @property
    def search_label(self) -> str:
        number = self.search.order_number
        if number is None:
            return _("La recherche en cours")
        label = _("Les dotations trouvées dans la commande %(number)s")
        return label % {"number": order_number(number)}

    @property
    def offers_search(self) -> bool:
        return bool(self.searched or self.chosen_situation)

    @property
    def chosen_situation(self) -> Situation | None:
        value = self.cleaned_data.get("situation")
        return Situation(value) if value else None

    @property
    def includes_recent(self) -> bool:
        return bool(self.cleaned_data.get("recent"))

    @property
    def choice(self) -> Choice:
        return Choice(
            self._scope,
            self.search.criteria,
            self.chosen_situation,
            self.cleaned_data.get("days") or SILENT_DAYS,
            self.ticked,
        )

    @property
    def _scope(self) -> Scope:
        """Ticking rows says enough; the guide's own scope otherwise."""
        if value := self.cleaned_data.get("scope"):
            return Scope(value)
        return Scope.TICKED if self.ticked else Scope.ALL


class ConfirmationForm(forms.Form):
    expected = forms.IntegerField(min_value=0)
    request_id = forms.UUIDField()


def new_request_id() -> UUID:
    return uuid4()
