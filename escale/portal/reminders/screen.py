"""What the pages of reminders show, in words."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from escale.dotations.situations import Situation
from escale.kernel import clock
from escale.kernel.dates import short_time, whole_hour
from escale.kernel.numbers import grouped
from escale.reminders.models import ReminderPlan
from escale.reminders.queries import HORIZONS, Preview, Reason
from escale.reminders.steps import Kind, Step
from escale.reminders.terms import WORKING_DAYS

ORDERS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class StepLine:
    """E-mails of one step: at the next departure, then until each horizon."""

    label: str
    first: int
    ahead: list[int]


@dataclass(frozen=True, slots=True)
class LeftOut:
    sentence: str
    path: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class PreviewShown:
    preview: Preview

    @property
    def departure(self) -> str:
        return said_moment(self.preview.departs_at)

    @property
    def is_now(self) -> bool:
        return self.preview.departs_at <= clock.now()

    @property
    def lines(self) -> list[StepLine]:
        """Steps of which nothing leaves are left out."""
        ahead = [self.preview.ahead[horizon] for horizon in HORIZONS]
        lines = [
            StepLine(step_label(step), number, [found[step] for found in ahead])
            for step, number in self.preview.first.items()
        ]
        return [line for line in lines if line.first or any(line.ahead)]

    @property
    def totals(self) -> list[int]:
        return [sum(self.preview.ahead[horizon].values()) for horizon in HORIZONS]

    @property
    def orders(self) -> list[tuple[int, int]]:
        return list(self.preview.by_order.items())[:ORDERS_SHOWN]

    @property
    def other_orders(self) -> int:
        return len(self.preview.by_order) - len(self.orders)

    @property
    def other_mails(self) -> int:
        return self.preview.total - sum(number for _order, number in self.orders)

    @property
    def left_out(self) -> list[LeftOut]:
        return [_left_out(why, number) for why, number in self.preview.left_out.items()]


@dataclass(frozen=True, slots=True)
class PlanShown:
    plan: ReminderPlan

    @property
    def activation(self) -> str:
        return _said_days(self.plan.activation_days)

    @property
    def application(self) -> str:
        return _said_days(self.plan.application_days)

    @property
    def hours(self) -> str:
        hours = {"from": self.plan.from_hour, "until": self.plan.until_hour}
        return _("%(days)s, de %(from)d\u00a0h à %(until)d\u00a0h") % {"days": self._days, **hours}

    @property
    def _days(self) -> str:
        if tuple(self.plan.weekdays) == WORKING_DAYS:
            return _("du lundi au vendredi")
        return ", ".join(str(WEEKDAYS[day - 1]) for day in self.plan.weekdays)


def said_moment(moment: datetime) -> str:
    """« lundi 30 novembre à 9 h »."""
    local = localtime(moment)
    hour = short_time(local) if local.minute else whole_hour(local.hour)
    return _("%(day)s à %(hour)s") % {"day": date_format(local, "l j F"), "hour": hour}


def step_label(step: Step) -> str:
    if step.is_before_end:
        told = {
            Kind.ACTIVATION: _("Dernière relance, %(days)d jours avant la fin de validité"),
            Kind.APPLICATION: _("Dernier rappel, %(days)d jours avant la fin de validité"),
        }[step.kind]
    elif step.kind == Kind.ACTIVATION:
        told = _("Activation : relance n° %(number)d, après %(days)d jours de silence")
    else:
        told = _("Application : rappel n° %(number)d, %(days)d jours après le compte")
    return told % {"number": step.number, "days": step.days}


def _said_days(days: list[int]) -> str:
    return ", ".join(_("J+%(days)d") % {"days": day} for day in days) or _("aucune")


def _left_out(why: Reason, n: int) -> LeftOut:
    words = {
        Reason.EMAIL_ERROR: ngettext(
            "%(n)s en erreur e-mail : son adresse est à corriger d’abord",
            "%(n)s en erreur e-mail : leur adresse est à corriger d’abord",
            n,
        ),
        Reason.NOT_SENT_YET: _("%(n)s dont le premier e-mail n’est pas encore parti"),
        Reason.NOT_WANTED: _("%(n)s pour qui ces réglages ne prévoient aucune relance"),
        Reason.RECENT: ngettext(
            "%(n)s qui a reçu un e-mail il y a moins de 3 jours",
            "%(n)s qui ont reçu un e-mail il y a moins de 3 jours",
            n,
        ),
        Reason.NOT_ITS_TURN: ngettext(
            "%(n)s dont le jour n’est pas venu, ou déjà relancée",
            "%(n)s dont le jour n’est pas venu, ou déjà relancées",
            n,
        ),
    }
    sentence = words[why] % {"n": grouped(n)}
    if why != Reason.EMAIL_ERROR:
        return LeftOut(sentence)
    path = f"{reverse('portal:search')}?situation={Situation.EMAIL_ERROR.value}"
    return LeftOut(sentence, path, _("Corriger les adresses"))
