from django.db import transaction

from escale.dotations.brake import NOTHING, Brake, override_told, sent_about
from escale.dotations.dispatch import dispatch
from escale.dotations.outcome import Correction, Outcome
from escale.dotations.queries import lock_dotation
from escale.dotations.rules import plan_resend
from escale.journal.actions.record import record
from escale.journal.actor import Actor
from escale.kernel import clock


@transaction.atomic
def resend_activation(
    *,
    actor: Actor,
    dotation_id: int,
    revision: int | None = None,
    brake: Brake = Brake.WHOLE,
) -> Correction:
    """Send the activation mail again to the address as it stands (R18, R35).

    A dotation in « Erreur e-mail » stays so until the relay accepts the new mail (R31). With the
    `revision` that the person saw, the same request sent twice sends one mail. Raises a
    DotationRefused that says why; of the brake, a Braked.
    """
    dotation = lock_dotation(dotation_id)
    if revision is not None and revision != dotation.revision:
        return Correction(dotation, Outcome.ALREADY_DONE)
    plan, now = plan_resend(dotation), clock.database_now()
    sent = sent_about([dotation.about]).get(dotation.about, NOTHING)
    sent.check(now, brake)
    message = dispatch(dotation, plan, at=now)
    dotation.save(update_fields=["revision", "last_message"])
    record(
        actor=actor,
        verb="activation-resent",
        about=dotation.about,
        client_id=dotation.client_id,
        changes=override_told(sent, now) if brake == Brake.OFF else {},
        message_id=message.pk if message else None,
    )
    return Correction(dotation, Outcome.RESENT)
