from django.conf import settings
from django.db import transaction

from escale.dotations.actions.apply_correction import apply_correction
from escale.dotations.actions.resend_activation import resend_activation
from escale.dotations.brake import Brake
from escale.dotations.contact import Contact
from escale.dotations.dispatch import dispatch
from escale.dotations.emails import address_replaced_message
from escale.dotations.errors import ContactChangedMeanwhile
from escale.dotations.models import Dotation
from escale.dotations.outcome import Correction, Outcome
from escale.dotations.queries import lock_dotation
from escale.dotations.rules import Mail, Plan, plan_correction
from escale.journal.actions.record import record
from escale.journal.actor import Actor, Door
from escale.kernel import clock
from escale.kernel.emails import same_address
from escale.kernel.phones import format_phone
from escale.mailing.actions.queue_messages import queue_messages
from escale.mailing.states import GONE


@transaction.atomic
def correct_contact(
    *,
    actor: Actor,
    dotation_id: int,
    contact: Contact,
    revision: int | None = None,
    verb: str = "contact-corrected",
    brake: Brake = Brake.WHOLE,
) -> Correction:
    """Validate the address and the mobile of one dotation; exactly one mail follows (R36).

    Before the first e-mail was accepted, none is added: that one uses the new contact (R29).
    Nothing changed means « renvoyer ». With the `revision` that the person saw, the same request
    sent twice acts once, and a row changed meanwhile is not overwritten. `verb` is the journal's.
    `brake` is of « renvoyer » alone. Raises a DotationRefused.
    """
    dotation = lock_dotation(dotation_id)
    if revision is not None and revision != dotation.revision:
        return _replayed(dotation, contact)
    plan = plan_correction(
        dotation,
        contact,
        before_first_email=actor.door == Door.IMPORT or settings.EDITABLE_BEFORE_FIRST_EMAIL,
    )
    if not plan.changes_anything and plan.mail != Mail.FIRST_ACTIVATION:
        return resend_activation(actor=actor, dotation_id=dotation_id, brake=brake)
    _apply(actor, dotation, contact, plan, verb)
    return Correction(dotation, _outcome(plan))


def _apply(actor: Actor, dotation: Dotation, contact: Contact, plan: Plan, verb: str) -> None:
    """The contact, its mail, the notice to who had the former address, and the line."""
    former, former_reached = dotation.email, _has_reached(dotation)
    changes = apply_correction(dotation=dotation, contact=contact, plan=plan)
    message = dispatch(dotation, plan, at=clock.database_now())
    dotation.save()
    if plan.email_changed and former_reached:
        queue_messages(messages=[address_replaced_message(dotation, former=former)])
    record(
        actor=actor,
        verb=verb,
        about=dotation.about,
        client_id=dotation.client_id,
        changes=changes,
        message_id=message.pk if message else None,
    )


def _replayed(dotation: Dotation, contact: Contact) -> Correction:
    if same_address(contact.email, dotation.email) and contact.phone == dotation.phone:
        return Correction(dotation, Outcome.ALREADY_DONE)
    raise ContactChangedMeanwhile(email=dotation.email, phone=format_phone(dotation.phone))


def _has_reached(dotation: Dotation) -> bool:
    """Whether the present address accepted a mail of ours: only then does its reader expect us."""
    message = dotation.last_message
    return message is not None and message.state in GONE


def _outcome(plan: Plan) -> Outcome:
    if not plan.adds_mail:
        return Outcome.STORED if plan.changes_anything else Outcome.RESENT
    if plan.email_changed and plan.phone_changed:
        return Outcome.BOTH_CHANGED
    return Outcome.EMAIL_CHANGED if plan.email_changed else Outcome.PHONE_CHANGED
