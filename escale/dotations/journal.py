"""The journal of a client, an order or a dotation, in the words of the portal."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import CharField, F, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from escale.accounts.factors import FACTORS
from escale.bounces.states import BounceState
from escale.clients.models import Member, Role
from escale.dotations.models import Dotation
from escale.dotations.states import DotationStatus
from escale.journal.actor import Door
from escale.journal.models import JournalEntry
from escale.journal.wanted import WantedEntries, entries_of_client
from escale.journal.wording import VALUES, YES_OR_NO, field_label, sentence
from escale.kernel.money import format_euros
from escale.kernel.phones import format_phone
from escale.mailing.causes import Cause
from escale.mailing.models import OutgoingMessage
from escale.mailing.states import MessageState
from escale.orders.states import OrderStatus, PaymentMeans

LABELS: Mapping[str, Mapping[str, str | Promise]] = {
    "status": dict([*OrderStatus.choices, *DotationStatus.choices]),
    "payment_means": dict(PaymentMeans.choices),
    "role": dict(Role.choices),
    "cause": dict(Cause.choices),
    "factor": FACTORS,
    "is_active": YES_OR_NO,
    "receives_order_mails": YES_OR_NO,
    "receives_digest": YES_OR_NO,
    "is_told_of_errors": YES_OR_NO,
    "state": dict(BounceState.choices),
    **VALUES,
    "override": {"recent": gettext_lazy("un e-mail récent, ou dix déjà partis")},
}
CENTS = frozenset({"amount", "total", "face_value", "commission"})


def journal_of(member: Member, wanted: WantedEntries) -> QuerySet[JournalEntry]:
    """Newest first: all of the client's; of an order with its dotations; of a dotation with what
    befell its whole order."""
    kind, _colon, number = wanted.about.partition(":")
    entries = entries_of_client(member.client_id, wanted)
    if kind == "order":
        named = Concat(Value("dotation:"), Cast(F("pk"), TextField()), output_field=CharField())
        dotations = Dotation.objects.filter(order_id=number).values_list(named)
        return entries.filter(Q(about=wanted.about) | Q(about__in=dotations))
    if kind == "dotation":
        named = Concat(Value("order:"), Cast(F("order_id"), TextField()), output_field=CharField())
        order = Dotation.objects.filter(pk=number).values_list(named)
        return entries.filter(Q(about=wanted.about) | Q(about__in=order))
    return entries


@dataclass(frozen=True, slots=True)
class Difference:
    """Empty `old`: a fact rather than a change."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class JournalLine:
    """`name` is the beneficiary's, for a line about a dotation that is still there."""

    entry: JournalEntry
    name: str = ""
    message: str = ""

    @property
    def sentence(self) -> str:
        return sentence(self.entry.verb)

    @property
    def kind(self) -> str:
        return self.entry.about.partition(":")[0]

    @property
    def number(self) -> int | None:
        """Of what it is about; a client's code may be no number."""
        number = self.entry.about.partition(":")[2]
        return int(number) if number.isdecimal() else None

    @property
    def is_the_issuer_s(self) -> bool:
        return self.entry.door in (Door.OPERATOR, Door.OUTSIDE)

    @property
    def differences(self) -> list[Difference]:
        """A step of an order is told by its sentence already."""
        return [
            Difference(field_label(field), _shown(field, old), _shown(field, new))
            for field, (old, new) in self.entry.changes.items()
            if old != new and not (self.kind == "order" and field == "status")
        ]


def journal_lines(entries: Iterable[JournalEntry]) -> list[JournalLine]:
    """With the names and the fate of the messages: two queries, whatever the lines."""
    shown = list(entries)
    numbers = [entry.about.partition(":")[2] for entry in shown if "dotation:" in entry.about]
    dotations = Dotation.objects.filter(pk__in=numbers).only("last_name", "first_name")
    names = {row.about: f"{row.first_name} {row.last_name}" for row in dotations}
    sent = OutgoingMessage.objects.filter(pk__in=[entry.message_id for entry in shown])
    states = dict(sent.values_list("pk", "state"))
    return [
        JournalLine(entry, names.get(entry.about, ""), _message(states.get(entry.message_id or 0)))
        for entry in shown
    ]


def _message(state: str | None) -> str:
    return _("E-mail : %(state)s") % {"state": MessageState(state).label} if state else ""


def _shown(field: str, value: object) -> str:
    """What the database tells keeps its types; actions give texts."""
    if value in (None, ""):
        return ""
    if field == "phone":
        return format_phone(str(value))
    if field in CENTS and isinstance(value, int):
        return format_euros(value)
    return str(LABELS.get(field, {}).get(str(value), value))
