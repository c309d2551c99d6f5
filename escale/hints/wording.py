"""What is said once a hint is dismissed: the same at every door."""

from django.utils.translation import gettext as _

from escale.hints.models import DismissedHint
from escale.kernel.punctuation import of_name


def dismissed_sentence(hint: DismissedHint | None) -> str:
    """`hint` is None where it had been dismissed already."""
    if hint is None:
        return _("Cette suggestion n’est déjà plus proposée.")
    said = _("%(proposed)s ne sera plus proposé à la place %(of_typed)s.")
    names = {"of_typed": of_name(hint.typed), "proposed": hint.proposed}
    way_back = _("Pour revenir sur ce choix\u00a0: Mon compte, Suggestions.")
    return f"{said % names} {way_back}"
