from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from escale.accounts.emails import send_password_changed
from escale.accounts.errors import PasswordRefused
from escale.accounts.models import User
from escale.journal.actions.record import record
from escale.journal.actor import Actor


@transaction.atomic
def change_password(*, actor: Actor, user_id: int, current: str, new: str) -> User:
    """Replace the password of somebody who knows the current one. Raises PasswordRefused.

    Their other sessions end: each holds a hash of the former password.
    """
    user = User.objects.select_for_update().get(pk=user_id)
    if not user.check_password(current):
        raise PasswordRefused(_("Le mot de passe actuel est inexact. Ressaisissez-le."))
    try:
        validate_password(new, user)
    except ValidationError as refusal:
        raise PasswordRefused(" ".join(refusal.messages)) from None
    user.set_password(new)
    user.save(update_fields=["password"])
    record(actor=actor, verb="password-changed", about=f"user:{user.pk}", client_id=user.client_id)
    send_password_changed(user)
    return user
