from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import connection, transaction
from django.db.models import F

from escale.dotations.actions.apply_correction import apply_correction
from escale.dotations.brake import (
    MOST_BEFORE_REMINDERS_STOP,
    NOTHING,
    Brake,
    Sent,
    override_told,
    sent_about,
)
from escale.dotations.contact import Contact
from escale.dotations.dispatch import planned_message
from escale.dotations.emails import address_replaced_message
from escale.dotations.errors import ContactChangedMeanwhile, DotationRefused
from escale.dotations.models import Dotation
from escale.dotations.rules import Mail, Plan, plan_application_reminder, plan_correction
from escale.journal.actions.record import Changes
from escale.journal.actions.record_many import NewEntry, record_many
from escale.journal.actor import Actor
from escale.kernel import clock
from escale.kernel.emails import same_address
from escale.kernel.many import numbers
from escale.kernel.phones import format_phone
from escale.mailing.actions.cancel_messages import cancel_messages
from escale.mailing.actions.copy_messages import copy_messages
from escale.mailing.actions.queue_messages import NewMessage
from escale.mailing.states import GONE
from escale.orders.models import Order

RESENT = """
    UPDATE dotations_dotation SET revision = revision + 1,
        last_message_id = coalesce(queued.message_id, last_message_id)
    FROM unnest(%s::bigint[], %s::bigint[]) AS queued(dotation_id, message_id)
    WHERE dotations_dotation.id = queued.dotation_id
    """
CHANGED = """
    UPDATE dotations_dotation SET email = new.email, phone = new.phone, search = new.search,
        status = new.status, revision = revision + 1, link_generation = new.generation,
        opened_at = new.opened_at, phone_trouble = new.trouble,
        last_message_id = coalesce(new.message_id, last_message_id)
    FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[], %s::int[],
                %s::timestamptz[], %s::text[], %s::bigint[])
        AS new(dotation_id, email, phone, search, status, generation, opened_at, trouble,
               message_id)
    WHERE dotations_dotation.id = new.dotation_id
    """


@dataclass(frozen=True, slots=True)
class WantedContact:
    """What one dotation is to be given, if it still is what was seen; without it, « renvoyer ».

    `revision` is the one that was shown; `present`, where given, the contact it must still have.
    `mail` is the one that « renvoyer » sends in the place of the activation mail: a REMINDER, or
    APPLICATION to whoever has an account; `brake` holds it.
    """

    dotation_id: int
    contact: Contact | None = None
    revision: int | None = None
    present: Contact | None = None
    mail: Mail | None = None
    brake: Brake = Brake.WHOLE


@dataclass(frozen=True, slots=True)
class CorrectedContacts:
    """Plans of what was done, reasons of what was not, by dotation; how many mails more leave."""

    done: dict[int, Plan] = field(default_factory=dict)
    refused: dict[int, DotationRefused] = field(default_factory=dict)
    mails: int = 0


@dataclass(slots=True)
class _Corrected:
    """One dotation changed in memory, all of it still to be written."""

    dotation: Dotation
    plan: Plan
    changes: Changes
    message: NewMessage | None
    notice: NewMessage | None
    message_id: int | None = None


@transaction.atomic
def correct_contacts(
    *, actor: Actor, wanted: Sequence[WantedContact], verb: str = "contact-corrected"
) -> CorrectedContacts:
    """`correct_contact` for thousands, by the same rules, in a handful of statements (D7).

    A contact that is not changed means « renvoyer ». Nothing is raised for one row: those that
    cannot be done are told in `refused`, the others are done together. `verb` is the journal's.
    """
    locked = _locked([row.dotation_id for row in wanted])
    result, corrected, at = CorrectedContacts(), [], clock.database_now()
    sent = _sent_before(wanted, locked)
    for row in wanted:
        if (dotation := locked.get(row.dotation_id)) is None:
            continue
        try:
            corrected.append(_corrected(dotation, row, at, sent.get(dotation.about, NOTHING)))
        except DotationRefused as refused:
            result.refused[row.dotation_id] = refused
    result.done.update({done.dotation.pk: done.plan for done in corrected})
    if not corrected:
        return result
    return CorrectedContacts(result.done, result.refused, _write(actor, corrected, verb))


def _sent_before(
    wanted: Sequence[WantedContact], locked: Mapping[int, Dotation]
) -> Mapping[str, Sent]:
    """Of those that may turn out to be « renvoyer »; no query where there is none."""
    again = [
        locked[row.dotation_id].about
        for row in wanted
        if row.dotation_id in locked and _is_as_it_is(locked[row.dotation_id], row.contact)
    ]
    return sent_about(again) if again else {}


def _is_as_it_is(dotation: Dotation, contact: Contact | None) -> bool:
    return contact is None or (
        contact.phone == dotation.phone and same_address(contact.email, dotation.email)
    )


def _locked(ids: Sequence[int]) -> dict[int, Dotation]:
    """In the order of identifiers: two imports of the same rows wait, and never for each other."""
    rows = (
        Dotation.objects.select_for_update(of=("self",))
        .filter(pk__in=numbers(ids))
        .annotate(message_state=F("last_message__state"))
        .defer("search")
        .order_by("pk")
    )
    locked = {dotation.pk: dotation for dotation in rows}
    orders = Order.objects.select_related("client").in_bulk(
        {dotation.order_id for dotation in locked.values()}
    )
    for dotation in locked.values():
        # Known already: no query for each of them.
        dotation.order = orders[dotation.order_id]
        dotation.client = dotation.order.client
    return locked


def _corrected(dotation: Dotation, wanted: WantedContact, at: datetime, sent: Sent) -> _Corrected:
    _check_unchanged(dotation, wanted)
    contact = wanted.contact or Contact(dotation.email, dotation.phone)
    plan = _planned(dotation, contact, wanted.mail)
    former, notice = dotation.email, None
    changes: Changes = {}
    if not plan.changes_anything:
        changes = _braked(plan, wanted, at, sent)
    if plan.changes_anything:
        changes = apply_correction(dotation=dotation, contact=contact, plan=plan)
    # Annotated: only an address that accepted a mail of ours expects to hear of us again.
    if plan.email_changed and dotation.message_state in GONE:  # type: ignore[attr-defined]
        notice = address_replaced_message(dotation, former=former)
    dotation.revision += 1
    return _Corrected(dotation, plan, changes, planned_message(dotation, plan, at=at), notice)


def _braked(plan: Plan, wanted: WantedContact, at: datetime, sent: Sent) -> Changes:
    """Of « renvoyer »; what the journal is told of an override. Raises a Braked."""
    if plan.mail == Mail.REMINDER:
        sent.check(at, wanted.brake, most=MOST_BEFORE_REMINDERS_STOP)
    elif plan.mail == Mail.ACTIVATION:
        sent.check(at, wanted.brake)
        return override_told(sent, at) if wanted.brake == Brake.OFF else {}
    return {}


def _planned(dotation: Dotation, contact: Contact, mail: Mail | None) -> Plan:
    if mail == Mail.APPLICATION:
        return plan_application_reminder(dotation)
    plan = plan_correction(dotation, contact, before_first_email=True)
    return replace(plan, mail=mail) if mail and plan.mail == Mail.ACTIVATION else plan


def _check_unchanged(dotation: Dotation, wanted: WantedContact) -> None:
    is_stale = wanted.revision is not None and wanted.revision != dotation.revision
    if present := wanted.present:
        is_stale |= present.phone != dotation.phone
        is_stale |= not same_address(present.email, dotation.email)
    if is_stale:
        raise ContactChangedMeanwhile(email=dotation.email, phone=format_phone(dotation.phone))


def _write(actor: Actor, corrected: Sequence[_Corrected], verb: str) -> int:
    """How many mails more leave. Those that waited are cancelled before theirs come."""
    mailed = [done for done in corrected if done.message]
    cancel_messages(about=[done.dotation.about for done in mailed])
    messages = [done.message for done in mailed if done.message]
    notices = [done.notice for done in corrected if done.notice]
    ids = copy_messages(messages=messages + notices)
    for done, message_id in zip(mailed, ids, strict=False):
        done.message_id = message_id
    _update(corrected)
    record_many(
        actor=actor,
        entries=(
            NewEntry(
                _told(done.plan, verb),
                done.dotation.about,
                done.dotation.client_id,
                done.changes,
                done.message_id,
            )
            for done in corrected
        ),
    )
    return sum(done.plan.adds_mail for done in corrected) + len(notices)


def _told(plan: Plan, verb: str) -> str:
    if plan.changes_anything:
        return verb
    return "application-reminded" if plan.mail == Mail.APPLICATION else "activation-resent"


def _update(corrected: Iterable[_Corrected]) -> None:
    resent = [done for done in corrected if not done.plan.changes_anything]
    changed = [done for done in corrected if done.plan.changes_anything]
    with connection.cursor() as cursor:
        if resent:
            cursor.execute(
                RESENT,
                [[done.dotation.pk for done in resent], [done.message_id for done in resent]],
            )
        if changed:
            values = ((*_values(done.dotation), done.message_id) for done in changed)
            cursor.execute(CHANGED, _columns(values))


def _columns(rows: Iterable[tuple[object, ...]]) -> list[list[object]]:
    """As unnest() takes them."""
    return [list(column) for column in zip(*rows, strict=True)]


def _values(dotation: Dotation) -> tuple[object, ...]:
    return (
        dotation.pk,
        dotation.email,
        dotation.phone,
        dotation.search,
        dotation.status,
        dotation.link_generation,
        dotation.opened_at,
        dotation.phone_trouble,
    )
