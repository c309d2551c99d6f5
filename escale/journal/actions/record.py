from collections.abc import Mapping

from escale.journal.actor import Actor
from escale.journal.models import JournalEntry

Changes = Mapping[str, tuple[str, str]]


def record(
    *,
    actor: Actor,
    verb: str,
    about: str,
    client_id: int | None = None,
    changes: Changes | None = None,
    message_id: int | None = None,
) -> JournalEntry:
    """Write one line of the journal, in the caller's transaction (D8).

    `verb` is a word of docs/concerns/journal.md, `about` reads like « dotation:11843511 »,
    `client_id` is whose portal shows it (none: staff alone), `changes` gives (old, new) for each
    changed field.
    """
    return JournalEntry.objects.create(
        actor=actor.label,
        user_id=actor.user_id,
        door=actor.door,
        verb=verb,
        about=about,
        client_id=client_id,
        changes={field: list(pair) for field, pair in (changes or {}).items()},
        message_id=message_id,
    )
