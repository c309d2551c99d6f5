from itertools import groupby

from escale.mailing.actions.settle_accepted import settle_accepted
from escale.mailing.models import OutgoingMessage
from escale.mailing.notes import Note, notes_of_workers


def recover_accepted() -> int:
    """Sent: what the relay took from workers of this machine that did not come to write it.

    They died, or were frozen for longer than their lease. Only what nobody took over since; how
    many.
    """
    return sum(_settle(notes, is_dead=is_dead) for notes, is_dead in notes_of_workers())


def _settle(notes: list[Note], *, is_dead: bool) -> int:
    settled = 0
    for lease_token, of_one_claim in groupby(notes, key=lambda note: note.lease_token):
        ids = [note.message_id for note in of_one_claim]
        leased = OutgoingMessage.objects.all() if is_dead else OutgoingMessage.objects.lease_over()
        messages = leased.filter(pk__in=ids, lease_token=lease_token)
        settled += settle_accepted(messages=list(messages))
    return settled
