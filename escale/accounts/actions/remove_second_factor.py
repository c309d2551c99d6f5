from allauth.mfa.models import Authenticator
from django.db import transaction

from escale.accounts.actions.end_sessions import end_sessions
from escale.accounts.actions.tell_factor_change import tell_factor_change
from escale.accounts.models import User
from escale.accounts.queries import sessions_of
from escale.journal.actor import Actor


@transaction.atomic
def remove_second_factor(*, actor: Actor, user: User) -> bool:
    """The telephone is lost: the password alone signs in again. Whether there was a factor.

    Sessions end, those of the telephone too. Recovery codes go untold, with what they recover.
    """
    factors = Authenticator.objects.select_for_update().filter(user=user)
    kinds = {str(factor.type) for factor in factors}
    if not kinds:
        return False
    factors.delete()
    end_sessions(actor=actor, user=user, sessions=list(sessions_of(user)))
    for kind in sorted(kinds - {Authenticator.Type.RECOVERY_CODES} or kinds):
        tell_factor_change(actor=actor, user=user, verb="factor-removed", kind=kind)
    return True
