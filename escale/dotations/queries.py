"""Reading dotations: rows for the tables, counts, and the row locks of the actions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Count, Max, Min, Q, QuerySet

from escale.clients.models import Member
from escale.dotations.models import Dotation, DotationQuerySet
from escale.dotations.search import Criteria, matching
from escale.dotations.situations import Situation
from escale.dotations.states import (
    BEFORE_FIRST_EMAIL,
    CLOSED,
    EDITABLE,
    ENDED,
    MODIFIABLE,
    DotationStatus,
    PhoneTrouble,
)
from escale.dotations.stuck import is_stuck
from escale.mailing.causes import Cause
from escale.mailing.models import OutgoingMessage
from escale.mailing.states import GONE, MessageState
from escale.orders.queries import end_of_contacts

_COLUMNS = (
    "id", "order_id", "matricule", "last_name", "first_name", "email", "phone", "amount",
    "status", "opened_at", "account_created_at", "password_chosen_at", "phone_trouble",
    "revision", "last_message__state", "last_message__cause",
    "last_message__settled_at", "last_message__next_attempt_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DotationRow:
    """One line of a table of dotations, with what may be done on it."""

    id: int
    order_number: int
    matricule: str
    last_name: str
    first_name: str
    email: str
    phone: str
    amount: int
    status_code: str
    opened_at: datetime | None
    account_created_at: datetime | None
    password_chosen_at: datetime | None
    phone_trouble_code: str
    revision: int
    message_state: str | None
    cause_code: str | None
    message_settled_at: datetime | None
    message_next_attempt_at: datetime | None

    @property
    def status(self) -> DotationStatus:
        return DotationStatus(self.status_code)

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}"

    @property
    def has_account(self) -> bool:
        return self.account_created_at is not None

    @property
    def can_edit_phone(self) -> bool:
        return self.status_code in EDITABLE or (
            self.is_before_first_email
            and (settings.EDITABLE_BEFORE_FIRST_EMAIL or self.first_mail_is_stuck)
        )

    @property
    def can_edit_email(self) -> bool:
        """The address is locked once it is the beneficiary's sign-in name (R37)."""
        return self.can_edit_phone and not self.has_account

    @property
    def is_before_first_email(self) -> bool:
        return self.status_code in BEFORE_FIRST_EMAIL

    @property
    def first_mail_is_stuck(self) -> bool:
        return is_stuck(self.message_state, self.message_next_attempt_at)

    @property
    def is_waiting_for_application(self) -> bool:
        """Account created, application not configured (R20)."""
        return self.has_account and self.status_code in EDITABLE

    @property
    def is_waiting_for_account(self) -> bool:
        """Its mail was delivered, and nothing came of it yet."""
        return (
            self.status_code == DotationStatus.AWAITING_ACTIVATION
            and not self.has_account
            and self.mail_was_sent
            and self.message_settled_at is not None
        )

    @property
    def steps_done(self) -> int:
        """Of the beneficiary's three (R46)."""
        if self.status_code == DotationStatus.ACTIVATED:
            return 3
        return sum(
            moment is not None for moment in (self.account_created_at, self.password_chosen_at)
        )

    @property
    def phone_trouble(self) -> PhoneTrouble | None:
        if not self.phone_trouble_code or self.status_code not in EDITABLE:
            return None
        return PhoneTrouble(self.phone_trouble_code)

    @property
    def cause(self) -> Cause | None:
        """Why the mail failed, where it did."""
        if not self.cause_code or not (
            self.status_code == DotationStatus.EMAIL_ERROR or self.mail_failed_by_us
        ):
            return None
        return Cause(self.cause_code)

    @property
    def mail_failed_by_us(self) -> bool:
        """It could not be made, and waits no more: nothing is said of the address."""
        return (
            self.status_code in MODIFIABLE
            and self.message_state == MessageState.FAILED
            and self.cause_code == Cause.OURS
        )

    @property
    def delay_cause(self) -> Cause | None:
        """Why the mail is put off: by the recipient's server, or by trouble of our own."""
        return Cause(self.cause_code) if self.mail_is_deferred and self.cause_code else None

    @property
    def mail_is_leaving(self) -> bool:
        return self.message_state in (MessageState.QUEUED, MessageState.SENDING)

    @property
    def mail_is_deferred(self) -> bool:
        return self.message_state == MessageState.DEFERRED

    @property
    def mail_was_sent(self) -> bool:
        return self.message_state in GONE

    @property
    def mail_was_delivered(self) -> bool:
        return self.message_state == MessageState.DELIVERED


def lock_dotation(dotation_id: int) -> Dotation:
    """The row, held until the end of the transaction: the beneficiary may act meanwhile (D7)."""
    return (
        Dotation.objects.select_for_update(of=("self",))
        .select_related("client", "order", "last_message")
        .get(pk=dotation_id)
    )


def lock_dotations_awaiting(messages: Sequence[OutgoingMessage]) -> list[Dotation]:
    """The dotations whose newest mail is one of these, held; none for a superseded mail (R31)."""
    awaiting = Dotation.objects.filter(last_message_id__in=[message.pk for message in messages])
    return list(awaiting.select_for_update(of=("self",)).order_by("pk"))


def dotations_visible_to(member: Member) -> DotationQuerySet:
    """The dotations of the member's client, of all its orders."""
    return Dotation.objects.visible_to(member)


def dotations_of_order(member: Member, number: int) -> DotationQuerySet:
    return dotations_visible_to(member).filter(order_id=number)


def dotation_row(rows: DotationQuerySet, dotation_id: int) -> DotationRow | None:
    return next(iter(rows_with(rows, [dotation_id])), None)


def rows_with(rows: DotationQuerySet, ids: Sequence[int]) -> list[DotationRow]:
    """Those that are there, in no order."""
    return rows_of(rows.filter(pk__in=ids)) if ids else []


def found_dotations(
    member: Member, criteria: Criteria, situation: Situation | None = None
) -> DotationQuerySet:
    """All that a search finds, whatever its pages."""
    hits = matching(dotations_visible_to(member), criteria)
    return hits if situation is None else hits.filter(situation.condition())


def order_hits(
    rows: DotationQuerySet, *, anything: str = "", status: DotationStatus | None = None
) -> DotationQuerySet:
    """One order's dotations, filtered by text (R15) and by status."""
    hits = matching(rows, Criteria(anything=anything))
    return hits if status is None else hits.filter(status=status)


def status_counts(rows: DotationQuerySet) -> dict[DotationStatus, int]:
    """How many rows stand at each status, in the order of the table; absent ones left out."""
    counted = dict(rows.order_by().values_list("status").annotate(number=Count("pk")))
    return {status: counted[status] for status in DotationStatus if counted.get(status)}


def rows_of(rows: QuerySet[Dotation]) -> list[DotationRow]:
    return [DotationRow(*values) for values in rows.values_list(*_COLUMNS)]


@dataclass(frozen=True, slots=True)
class Reached:
    """When the first e-mails of dotations were accepted and the last one was activated.

    `unwritten`: those that ended before their first e-mail was accepted.
    """

    first_email: datetime | None
    last_email: datetime | None
    last_activation: datetime | None
    unwritten: int


def reached_dates(rows: DotationQuerySet) -> Reached:
    figures = rows.order_by().aggregate(
        first_email=Min("invited_at"),
        last_email=Max("invited_at"),
        last_activation=Max("activated_at"),
        unwritten=Count("pk", filter=Q(status__in=ENDED, invited_at=None)),
    )
    return Reached(**figures)


def dotations_to_forget() -> DotationQuerySet:
    """Of orders that ended CONTACT_DAYS ago, and still naming somebody."""
    ended = Dotation.objects.filter(status__in=CLOSED, order__closed_at__lt=end_of_contacts())
    return ended.exclude(email="")
