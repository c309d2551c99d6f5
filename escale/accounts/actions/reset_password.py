from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from escale.accounts.emails import send_password_changed
from escale.accounts.errors import PasswordLinkDead, PasswordRefused
from escale.accounts.links import PasswordClaim
from escale.accounts.models import User
from escale.accounts.queries import is_good
from escale.journal.actions.record import record


@transaction.atomic
def reset_password(*, claim: PasswordClaim, new: str) -> User:
    """Spends the link; every session of the person ends. Raises PasswordLinkDead, PasswordRefused.

    Each session holds a hash of the former password, and so does the link.
    """
    people = User.objects.select_for_update().filter(is_active=True)
    user = people.filter(pk=claim.user_id).first()
    if user is None or not is_good(claim, user):
        raise PasswordLinkDead
    try:
        validate_password(new, user)
    except ValidationError as refusal:
        raise PasswordRefused(" ".join(refusal.messages)) from None
    user.set_password(new)
    user.save(update_fields=["password"])
    record(
        actor=user.actor,
        verb="password-reset",
        about=f"user:{user.pk}",
        client_id=user.client_id,
    )
    send_password_changed(user)
    return user
