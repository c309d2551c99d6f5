"""Where a beneficiary has signed in: nobody locks them out of there from elsewhere."""

from django.http import HttpRequest, HttpResponse

from escale.accounts.attempts import attempt
from escale.accounts.known_devices import Owner, known_device, remember_device
from escale.activation.models import Beneficiary
from escale.activation.queries import beneficiary_at
from escale.rate_limits.counting import Taken
from escale.rate_limits.limits import Attempt

KIND = "beneficiary"


def attempt_to_sign_in(request: HttpRequest, email: str) -> Taken | None:
    """Counts one more, each known device apart."""
    name = email.strip().lower()
    device = known_device(request, KIND, name, lambda: _owner_at(name))
    return attempt(request, Attempt.BENEFICIARY_SIGN_IN, about=name, device=device)


def remember_beneficiary(answer: HttpResponse, beneficiary: Beneficiary) -> HttpResponse:
    """This browser is one of the person's, with their present password."""
    return remember_device(answer, _owner(beneficiary))


def _owner_at(email: str) -> Owner | None:
    found = beneficiary_at(email)
    return _owner(found) if found else None


def _owner(beneficiary: Beneficiary) -> Owner:
    return Owner(KIND, beneficiary.email.lower(), beneficiary.password)
