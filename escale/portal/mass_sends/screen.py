"""What the pages of mass sends show."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from escale.dotations.search import Criteria
from escale.kernel import clock
from escale.kernel.numbers import grouped
from escale.mass_sends.choices import Choice
from escale.mass_sends.models import MassSend, Scope
from escale.mass_sends.queries import SendFigures, Tally
from escale.mass_sends.states import UNDER_WAY, SendStatus, Verdict

ORDERS_SHOWN = 6
LOOKS = {
    SendStatus.PLANNED: "attente",
    SendStatus.SENDING: "attente",
    SendStatus.DONE: "activee",
    SendStatus.CANCELLED: "integration",
    SendStatus.STOPPED: "integration",
}


def sentences(left_out: Mapping[Verdict, int]) -> list[str]:
    """« 3 dont le compte est créé… », one for each reason."""
    return [_left_out(why, number) % {"n": grouped(number)} for why, number in left_out.items()]


def _left_out(why: Verdict, n: int) -> str:
    words = {
        Verdict.CLOSED: ngettext(
            "%(n)s déjà activée, expirée ou annulée", "%(n)s déjà activées, expirées ou annulées", n
        ),
        Verdict.NOT_SENT_YET: _("%(n)s dont le premier e-mail n’est pas encore parti"),
        Verdict.ACCOUNT_CREATED: ngettext(
            "%(n)s dont le compte est créé : il ne lui reste qu’à télécharger l’application",
            "%(n)s dont le compte est créé : il ne leur reste qu’à télécharger l’application",
            n,
        ),
        Verdict.NO_ACCOUNT: _("%(n)s dont aucun compte n’est encore créé"),
        Verdict.SAME_PERSON: ngettext(
            "%(n)s dont le titulaire reçoit déjà le rappel d’une autre dotation",
            "%(n)s dont le titulaire reçoit déjà le rappel d’une autre dotation",
            n,
        ),
        Verdict.ELSEWHERE: _("%(n)s déjà dans un autre envoi en masse"),
        Verdict.RECENT: ngettext(
            "%(n)s qui a reçu un e-mail il y a moins de 10 minutes",
            "%(n)s qui ont reçu un e-mail il y a moins de 10 minutes",
            n,
        ),
        Verdict.OFTEN: ngettext(
            "%(n)s qui a déjà reçu dix e-mails d’activation",
            "%(n)s qui ont déjà reçu dix e-mails d’activation",
            n,
        ),
    }
    return words[why]


@dataclass(frozen=True, slots=True)
class TallyShown:
    """A tally cut to what a dialog can hold."""

    tally: Tally

    @property
    def orders(self) -> list[tuple[int, int]]:
        return list(self.tally.by_order.items())[:ORDERS_SHOWN]

    @property
    def other_orders(self) -> int:
        return len(self.tally.by_order) - len(self.orders)

    @property
    def other_mails(self) -> int:
        return self.tally.total - sum(number for _order, number in self.orders)

    @property
    def left_out(self) -> list[str]:
        return sentences(self.tally.open_left_out)

    @property
    def left_out_total(self) -> int:
        return sum(self.tally.open_left_out.values())


@dataclass(frozen=True, slots=True)
class SendLine:
    """One send and where its e-mails are."""

    send: MassSend
    figures: SendFigures

    @property
    def look(self) -> str:
        return "attente" if self.is_moving else LOOKS[SendStatus(self.send.status)]

    @property
    def status_label(self) -> str:
        """Queued whole is not yet sent whole."""
        is_over = self.send.status == SendStatus.DONE and not self.is_moving
        if self.send.status == SendStatus.DONE and not is_over:
            return str(SendStatus.SENDING.label)
        return str(SendStatus(self.send.status).label)

    @property
    def is_moving(self) -> bool:
        return self.send.status in UNDER_WAY or self.figures.unsettled > 0

    @property
    def can_be_stopped(self) -> bool:
        return self.is_moving and not self.send.stopped_by

    @property
    def seconds_left(self) -> int:
        """Before the first e-mail may leave."""
        return max(0, round((self.send.leaves_at - clock.database_now()).total_seconds()))

    @property
    def choice(self) -> Choice:
        return Choice.restored(self.send.scope, self.send.choice)

    @property
    def searched(self) -> str:
        """What was searched, for a send to a search."""
        if self.send.scope != Scope.SEARCH:
            return ""
        criteria: Criteria = self.choice.criteria
        fields = ("matricule", "last_name", "first_name", "email", "phone")
        words = [value for name in fields if (value := getattr(criteria, name))]
        if self.choice.situation:
            words.append(str(self.choice.situation.label))
        return ", ".join(words)
