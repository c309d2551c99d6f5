from django.db import transaction

from escale.dotations.actions.correct_contact import correct_contact
from escale.dotations.errors import ContactChangedMeanwhile, NothingToUndo
from escale.dotations.outcome import Correction, Outcome
from escale.dotations.queries import lock_dotation
from escale.dotations.undoing import UNDONE, former_contacts, is_just_undone
from escale.journal.actor import Actor
from escale.kernel.phones import format_phone


@transaction.atomic
def undo_correction(*, actor: Actor, dotation_id: int, revision: int) -> Correction:
    """« Annuler »: give back the contact that the actor's own correction has just replaced.

    It is a correction like another: the same rules, and the mail that follows (R36). Of a row that
    changed since `revision`, nothing is overwritten; sent twice, it acts once. Raises a
    DotationRefused that says why.
    """
    dotation = lock_dotation(dotation_id)
    if is_just_undone(dotation, user_id=actor.user_id):
        return Correction(dotation, Outcome.ALREADY_DONE)
    if revision != dotation.revision:
        raise ContactChangedMeanwhile(email=dotation.email, phone=format_phone(dotation.phone))
    former = former_contacts([dotation], user_id=actor.user_id).get(dotation.pk)
    if former is None:
        raise NothingToUndo
    return correct_contact(
        actor=actor, dotation_id=dotation_id, contact=former, revision=revision, verb=UNDONE
    )
