from itertools import groupby

from escale.mailing.actions.settle_accepted import settle_accepted
from escale.mailing.models import OutgoingMessage
from escale.mailing.notes import Note, notes_of_the_dead
from escale.mailing.states import MessageState


def recover_accepted() -> int:
    """Sent: what the relay took from workers of this machine that died before they wrote it.

    Only what nobody took over since; how many.
    """
    return sum(_settle(notes) for notes in notes_of_the_dead())


def _settle(notes: list[Note]) -> int:
    settled = 0
    for lease_token, of_one_claim in groupby(notes, key=lambda note: note.lease_token):
        ids = [note.message_id for note in of_one_claim]
        held = OutgoingMessage.objects.filter(
            pk__in=ids, state=MessageState.SENDING, lease_token=lease_token
        )
        settled += settle_accepted(messages=list(held))
    return settled
