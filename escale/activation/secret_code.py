"""The six digits that open the application on one telephone (C16)."""

from django.utils.translation import gettext as _

from escale.activation.errors import SecretRefused
from escale.activation.limits import SECRET_DIGITS

RISING = "0123456789012345"
FALLING = RISING[::-1]


def check_secret_code(typed: str) -> None:
    """Raises SecretRefused, for what is not six digits or is the first thing anyone tries."""
    if len(typed) != SECRET_DIGITS or not (typed.isascii() and typed.isdigit()):
        raise SecretRefused(_("Le code secret compte six chiffres."))
    halves = (typed[:3], typed[3:])
    if len(set(typed)) < 3 or typed in RISING or typed in FALLING or halves[0] == halves[1]:
        raise SecretRefused(
            _("Ce code se devine trop facilement. Évitez les suites et les répétitions.")
        )
