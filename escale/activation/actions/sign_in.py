from django.contrib.auth.hashers import make_password

from escale.activation.errors import WrongPassword
from escale.activation.models import Beneficiary
from escale.activation.queries import beneficiary_at
from escale.journal.actions.record import record


def sign_in(*, email: str, password: str) -> Beneficiary:
    """Whose e-mail and password these are. Raises WrongPassword, after the same work (S2)."""
    beneficiary = beneficiary_at(email.strip())
    if beneficiary is None or not beneficiary.has_password:
        make_password(password)
        raise WrongPassword
    if not beneficiary.has_the_password(password):
        raise WrongPassword
    record(actor=beneficiary.actor, verb="signed-in", about=beneficiary.about)
    return beneficiary
