from collections.abc import Sequence

from allauth.usersessions.models import UserSession
from django.db import transaction

from escale.accounts.models import User
from escale.journal.actions.record import record
from escale.journal.actor import Actor


@transaction.atomic
def end_sessions(*, actor: Actor, user: User, sessions: Sequence[UserSession]) -> int:
    """Whoever holds them is signed out at their next page; how many there were."""
    for session in sessions:
        session.end()
    if sessions:
        record(
            actor=actor,
            verb="sessions-ended",
            about=f"user:{user.pk}",
            client_id=user.client_id,
            changes={"sessions": ("", str(len(sessions)))},
        )
    return len(sessions)
