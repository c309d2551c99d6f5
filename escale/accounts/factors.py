"""What a person reads of each kind of second factor that the library has."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FACTORS: Mapping[str, Promise] = {
    "totp": _("application de codes"),
    "webauthn": _("clé d’accès"),
    "recovery_codes": _("codes de secours"),
}
