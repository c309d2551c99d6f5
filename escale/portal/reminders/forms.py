"""The terms of a reminder plan, as they travel between the page and the browser."""

from collections.abc import Mapping
from typing import Any, Self

from django import forms
from django.http import QueryDict
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from escale.kernel.dates import whole_hour
from escale.reminders.steps import MOST
from escale.reminders.terms import Terms

PLACES = range(1, MOST + 1)
# Django counts from Monday, 0.
DAYS = [(str(number + 1), name) for number, name in WEEKDAYS.items()]


def _hours() -> list[tuple[str, str]]:
    return [(str(hour), whole_hour(hour)) for hour in range(25)]


def _days() -> forms.IntegerField:
    return forms.IntegerField(required=False, min_value=0, max_value=999)


class PlanForm(forms.Form):
    """`problems`: a sentence by field of `Terms`, from there or from what was typed."""

    activation_1, activation_2, activation_3, activation_4 = (_days() for _place in PLACES)
    application_1, application_2, application_3, application_4 = (_days() for _place in PLACES)
    before_end = _days()
    from_hour = forms.ChoiceField(choices=_hours)
    until_hour = forms.ChoiceField(choices=_hours)
    weekdays = forms.MultipleChoiceField(choices=DAYS, required=False)

    def __init__(self, data: QueryDict | Mapping[str, Any]) -> None:
        super().__init__(data)
        self.problems = self._problems_typed()
        if not self.problems:
            self.problems = dict(self.terms.problems())

    @classmethod
    def of(cls, terms: Terms) -> Self:
        typed: dict[str, Any] = {
            "before_end": terms.days_before_end,
            "from_hour": str(terms.from_hour),
            "until_hour": str(terms.until_hour),
            "weekdays": [str(day) for day in terms.weekdays],
        }
        for name, days in (
            ("activation", terms.activation_days),
            ("application", terms.application_days),
        ):
            typed |= {f"{name}_{place}": day for place, day in enumerate(days, start=1)}
        return cls(typed)

    @property
    def terms(self) -> Terms:
        given = self.cleaned_data
        return Terms(
            self._series("activation"),
            self._series("application"),
            given["before_end"] or None,
            int(given["from_hour"]),
            int(given["until_hour"]),
            tuple(int(day) for day in given["weekdays"]),
        )

    @property
    def activation_fields(self) -> list[forms.BoundField]:
        return [self[f"activation_{place}"] for place in PLACES]

    @property
    def application_fields(self) -> list[forms.BoundField]:
        return [self[f"application_{place}"] for place in PLACES]

    @property
    def sent(self) -> list[tuple[str, str]]:
        """Every field with what it holds, for the form that confirms."""
        names = [name for name in self.fields if name != "weekdays"]
        values = [(name, str(self[name].value() or "")) for name in names]
        return values + [("weekdays", day) for day in self["weekdays"].value() or ()]

    def _series(self, name: str) -> tuple[int, ...]:
        typed = (self.cleaned_data[f"{name}_{place}"] for place in PLACES)
        return tuple(day for day in typed if day)

    def _problems_typed(self) -> dict[str, str]:
        fields = {
            "before_end": "days_before_end",
            "from_hour": "until_hour",
            "until_hour": "until_hour",
            "weekdays": "weekdays",
        }
        told = {
            "activation_days": _("Indiquez un nombre de jours, par exemple 7."),
            "application_days": _("Indiquez un nombre de jours, par exemple 7."),
            "days_before_end": _("Indiquez un nombre de jours, par exemple 30."),
            "until_hour": _("Choisissez des heures dans la liste."),
            "weekdays": _("Choisissez des jours dans la liste."),
        }
        wrong = [fields.get(name, f"{name.partition('_')[0]}_days") for name in self.errors]
        return {field: told[field] for field in wrong}


class ConfirmationForm(forms.Form):
    expected = forms.IntegerField(min_value=0)
