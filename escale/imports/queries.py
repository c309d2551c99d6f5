"""Reading imports: those of a client, their rows, what would leave; the lock of the actions."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from escale.clients.models import Member
from escale.dotations.brake import braked_number
from escale.dotations.contact import Contact
from escale.dotations.models import Dotation
from escale.dotations.rules import Mail
from escale.imports.models import Import, ImportQuerySet, ImportRow
from escale.imports.states import BUSY, DONE, ImportStatus, Verdict
from escale.kernel import clock
from escale.kernel.many import numbers

ROWS_KEPT = timedelta(days=30)

UNDONE_WITHIN = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class MailTally:
    """What would leave if a preview were applied, by kind."""

    activations: int = 0
    phone_changes: int = 0
    # Not mails more: the first e-mail, still to come, uses the new contact (R29).
    first_emails: int = 0
    notices: int = 0
    # Of unchanged rows, if they were resent: those that would leave, those that the brake holds.
    resendable: int = 0
    braked: int = 0

    @property
    def total(self) -> int:
        return self.activations + self.phone_changes + self.notices


@dataclass(frozen=True, slots=True)
class Person:
    """Whom a row is about, with the contact of today."""

    matricule: str
    last_name: str
    first_name: str
    email: str
    phone: str

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"


class WrittenRow(NamedTuple):
    """What applying and undoing look at, of thousands of rows."""

    id: int
    dotation_id: int
    verdict: str
    revision: int
    former_email: str
    former_phone: str
    email: str
    phone: str

    @property
    def contact(self) -> Contact:
        return Contact(self.email, self.phone)

    @property
    def former_contact(self) -> Contact:
        return Contact(self.former_email, self.former_phone)


def imports_visible_to(member: Member) -> ImportQuerySet:
    return Import.objects.visible_to(member).select_related("order")


def imports_of_order(member: Member, number: int) -> ImportQuerySet:
    """The last first; previews that nobody may apply any more left out."""
    return (
        imports_visible_to(member)
        .filter(order_id=number)
        .exclude(status=ImportStatus.READY, expires_at__lte=clock.now())
        .order_by("-id")
    )


def lock_import(import_id: int) -> Import | None:
    """The import, held until the end of the transaction."""
    return (
        Import.objects.select_for_update(of=("self",))
        .select_related("order")
        .filter(pk=import_id)
        .first()
    )


def modified_rows(imported: Import) -> QuerySet[ImportRow]:
    return imported.rows.filter(verdict=Verdict.MODIFIED).order_by("id")


def written_rows(rows: QuerySet[ImportRow]) -> list[WrittenRow]:
    return [WrittenRow(*values) for values in rows.values_list(*WrittenRow._fields)]


def rows_to_apply(imported: Import) -> QuerySet[ImportRow]:
    """Modified rows; with them the unchanged ones that can be resent, if that was asked."""
    wanted = Q(verdict=Verdict.MODIFIED)
    if imported.resends_unchanged:
        wanted |= Q(verdict=Verdict.UNCHANGED) & ~Q(mail="")
    return imported.rows.filter(wanted).order_by("id")


def rows_with_suggestion(imported: Import) -> QuerySet[ImportRow]:
    return modified_rows(imported).exclude(suggestion="")


def rows_to_mend(imported: Import) -> QuerySet[ImportRow]:
    """Those, and refused addresses that say what was meant."""
    judged = imported.rows.filter(verdict__in=(Verdict.MODIFIED, Verdict.REFUSED))
    return judged.exclude(suggestion="").order_by("id")


def kept_rows(imported: Import) -> QuerySet[ImportRow]:
    """Those that undoing could not restore."""
    return modified_rows(imported).exclude(kept="")


def not_resent(imported: Import) -> QuerySet[ImportRow]:
    """Unchanged rows whose mail the brake held when the file was applied, each with the reason."""
    return rows_with(imported, Verdict.UNCHANGED).exclude(kept="")


def rows_with(imported: Import, verdict: Verdict) -> QuerySet[ImportRow]:
    return imported.rows.filter(verdict=verdict).order_by("id")


def mail_tally(imported: Import) -> MailTally:
    modified = Q(verdict=Verdict.MODIFIED)
    unchanged = imported.rows.filter(verdict=Verdict.UNCHANGED, mail=Mail.ACTIVATION)
    braked = braked_number(filter(None, unchanged.values_list("dotation_id", flat=True)))
    tally = MailTally(
        braked=braked,
        **imported.rows.aggregate(
            activations=Count("pk", filter=modified & Q(mail=Mail.ACTIVATION)),
            phone_changes=Count("pk", filter=modified & Q(mail=Mail.PHONE_CHANGED)),
            first_emails=Count("pk", filter=modified & Q(mail__in=("", Mail.FIRST_ACTIVATION))),
            notices=Count("pk", filter=modified & Q(notice=True)),
            resendable=Count("pk", filter=Q(verdict=Verdict.UNCHANGED) & ~Q(mail="")),
        ),
    )
    return replace(tally, resendable=tally.resendable - braked)


def can_be_undone(imported: Import) -> bool:
    """Within 24 hours, if it changed anything."""
    return (
        imported.status == ImportStatus.APPLIED
        and imported.modified > 0
        and imported.applied_at is not None
        and clock.now() < imported.applied_at + UNDONE_WITHIN
    )


def stalled_imports(*, before: datetime) -> list[int]:
    """Those that wait for a job since then, and that no transaction holds; held from now on."""
    free = Import.objects.select_for_update(of=("self",), skip_locked=True)
    waiting = free.filter(status__in=BUSY, busy_since__lt=before)
    return list(waiting.values_list("pk", flat=True))


def past_imports(member: Member) -> ImportQuerySet:
    """What was applied, whatever the order, the last first."""
    return imports_visible_to(member).filter(status__in=DONE).order_by("-id")


def people_of(imported: Import, rows: Sequence[ImportRow]) -> dict[int, Person]:
    """Who the rows are about; a foreign identifier is nobody's."""
    ids = [row.dotation_id for row in rows if row.dotation_id]
    found = Dotation.objects.filter(client_id=imported.client_id, pk__in=numbers(ids))
    named = found.values_list("id", "matricule", "last_name", "first_name", "email", "phone")
    return {identifier: Person(*values) for identifier, *values in named}


def previews_to_forget() -> ImportQuerySet:
    unused = (ImportStatus.READY, ImportStatus.REFUSED)
    return Import.objects.filter(status__in=unused, expires_at__lt=clock.now())


def imports_to_empty() -> ImportQuerySet:
    """Applied a month ago: their rows go, their figures stay."""
    return Import.objects.filter(
        status__in=DONE - {ImportStatus.UNDOING},
        applied_at__lt=clock.now() - ROWS_KEPT,
        rows_erased=False,
    )
