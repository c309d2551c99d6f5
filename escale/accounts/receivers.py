"""The library adds and removes second factors; the journal and the person are told."""

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.dispatch import receiver

from escale.accounts.actions.tell_factor_change import tell_factor_change
from escale.accounts.models import User
from escale.tenancy.scopes import system_scope


@receiver(authenticator_added)
def tell_added(user: User, authenticator: Authenticator, **_facts: object) -> None:
    if not _follows_another(authenticator):
        _tell(user, "factor-added", authenticator)


@receiver(authenticator_reset)
def tell_reset(user: User, authenticator: Authenticator, **_facts: object) -> None:
    _tell(user, "factor-added", authenticator)


@receiver(authenticator_removed)
def tell_removed(user: User, authenticator: Authenticator, **_facts: object) -> None:
    if not _follows_another(authenticator):
        _tell(user, "factor-removed", authenticator)


def _follows_another(authenticator: Authenticator) -> bool:
    """Recovery codes come and go with the factor that they recover: one act is told once."""
    return bool(authenticator.type == Authenticator.Type.RECOVERY_CODES)


def _tell(user: User, verb: str, authenticator: Authenticator) -> None:
    # The library's pages have no door: they touch nothing of a client's.
    with system_scope():
        tell_factor_change(actor=user.actor, user=user, verb=verb, kind=str(authenticator.type))
