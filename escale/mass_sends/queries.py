"""Reading mass sends: what one would do, how far one is, whom it reached."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count

from escale.clients.models import Member
from escale.mailing.states import GONE, MessageState
from escale.mass_sends.choices import Choice, dotations_of
from escale.mass_sends.models import MassSend, MassSendQuerySet, MassSendRow
from escale.mass_sends.states import RowState, SendStatus, Verdict
from escale.mass_sends.verdicts import with_verdicts

ON_ITS_WAY = frozenset({MessageState.QUEUED, MessageState.SENDING})


@dataclass(frozen=True, slots=True)
class Tally:
    """What a send would do: e-mails by order, newest first, and who gets none, by reason."""

    by_order: dict[int, int] = field(default_factory=dict)
    left_out: dict[Verdict, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.by_order.values())

    @property
    def open_left_out(self) -> dict[Verdict, int]:
        """Those who have not activated and get nothing."""
        return {why: number for why, number in self.left_out.items() if why != Verdict.CLOSED}

    @property
    def closed(self) -> int:
        return self.left_out.get(Verdict.CLOSED, 0)


@dataclass(frozen=True, slots=True)
class SendFigures:
    """Where the e-mails of a send are. Their sum is `planned`, at every moment."""

    to_queue: int = 0
    on_their_way: int = 0
    deferred: int = 0
    sent: int = 0
    failed: int = 0
    # A later e-mail to the same person took its place.
    replaced: int = 0
    stopped: int = 0
    refused: int = 0
    excluded: int = 0

    @property
    def planned(self) -> int:
        return self.settled + self.unsettled

    @property
    def settled(self) -> int:
        return self.sent + self.failed + self.replaced + self.stopped + self.refused

    @property
    def unsettled(self) -> int:
        return self.to_queue + self.on_their_way + self.deferred


class ReportRow(NamedTuple):
    order_number: int
    matricule: str
    last_name: str
    first_name: str
    email: str
    state: str
    reason: str
    message_state: str | None
    message_cause: str | None
    message_settled_at: datetime | None


def mass_sends_visible_to(member: Member) -> MassSendQuerySet:
    return MassSend.objects.visible_to(member)


def newest_under_way(member: Member) -> MassSend | None:
    """The one to show above the search; those of colleagues too."""
    under_way = (SendStatus.PLANNED, SendStatus.SENDING)
    return mass_sends_visible_to(member).filter(status__in=under_way).order_by("-id").first()


def due_mass_sends() -> list[int]:
    """Whose minute is over, oldest first."""
    return list(MassSend.objects.due().order_by("pk").values_list("pk", flat=True))


def lock_mass_send(mass_send_id: int) -> MassSend:
    return (
        MassSend.objects.select_for_update(of=("self",))
        .select_related("client")
        .get(pk=mass_send_id)
    )


def tally(member: Member, choice: Choice, *, includes_recent: bool = False) -> Tally:
    found = dotations_of(member, choice)
    rows = with_verdicts(found, choice.mail, includes_recent=includes_recent)
    counted = rows.order_by().values_list("verdict", "order_id").annotate(number=Count("pk"))
    by_order: Counter[int] = Counter()
    left_out: Counter[Verdict] = Counter()
    for verdict, order_number, number in counted:
        if verdict == Verdict.INCLUDED:
            by_order[order_number] += number
        else:
            left_out[Verdict(verdict)] += number
    newest_first = dict(sorted(by_order.items(), reverse=True))
    return Tally(newest_first, {why: left_out[why] for why in Verdict if left_out[why]})


def recipients(member: Member, choice: Choice, *, includes_recent: bool, most: int) -> list[str]:
    """The first of those who would be written to, by name."""
    found = dotations_of(member, choice)
    rows = with_verdicts(found, choice.mail, includes_recent=includes_recent)
    included = rows.filter(verdict=Verdict.INCLUDED).order_by("last_name", "first_name", "pk")
    names = included.values_list("first_name", "last_name", "email")[:most]
    return [f"{first_name} {last_name}, {email}" for first_name, last_name, email in names]


def figures(mass_send: MassSend) -> SendFigures:
    return figures_of([mass_send])[mass_send.pk]


def figures_of(mass_sends: Sequence[MassSend]) -> dict[int, SendFigures]:
    """The same of several, by their number, in one statement."""
    stopped = {mass_send.pk: bool(mass_send.stopped_by) for mass_send in mass_sends}
    counted = (
        MassSendRow.objects.filter(mass_send__in=stopped)
        .order_by()
        .values_list("mass_send_id", "state", "message__state")
        .annotate(number=Count("pk"))
    )
    found: dict[int, Counter[str]] = {pk: Counter() for pk in stopped}
    for pk, state, message_state, number in counted:
        found[pk][_place(state, message_state, was_stopped=stopped[pk])] += number
    return {pk: SendFigures(**places) for pk, places in found.items()}


def reasons_left_out(mass_send: MassSend) -> dict[Verdict, int]:
    """Whom it never meant to reach, by reason; those who had activated are among them."""
    excluded = mass_send.rows.filter(state=RowState.EXCLUDED).order_by()
    counted = dict(excluded.values_list("reason").annotate(number=Count("pk")))
    counted |= {Verdict.CLOSED.value: mass_send.closed}
    return {why: counted[why] for why in Verdict if counted.get(why)}


def _place(state: str, message_state: str | None, *, was_stopped: bool) -> str:
    if state != RowState.QUEUED:
        return {RowState.PLANNED.value: "to_queue"}.get(state, state)
    if message_state in ON_ITS_WAY:
        return "on_their_way"
    if message_state == MessageState.CANCELLED:
        return "stopped" if was_stopped else "replaced"
    # A message that was forgotten after years had left.
    return "sent" if message_state is None or message_state in GONE else message_state


def report_rows(mass_send: MassSend) -> Iterator[ReportRow]:
    """Everybody of the scope who had not activated, by order and matricule."""
    rows = (
        mass_send.rows.order_by("-dotation__order_id", "dotation__matricule", "dotation_id")
        .values_list(
            "dotation__order_id", "dotation__matricule", "dotation__last_name",
            "dotation__first_name", "dotation__email", "state", "reason", "message__state",
            "message__cause", "message__settled_at",
        )
    )  # fmt: skip
    for row in rows.iterator(2_000):
        yield ReportRow(*row)
