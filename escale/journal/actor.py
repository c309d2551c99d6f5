"""Who acts, and through which door they came in (D8)."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Door(models.TextChoices):
    SCREEN = "screen", _("écran")
    IMPORT = "import", _("import")
    API = "api", _("API")
    OPERATOR = "operator", _("opérateur")
    BENEFICIARY = "beneficiary", _("bénéficiaire")
    SYSTEM = "system", _("système")
    # Written by the database alone, of what no action told.
    OUTSIDE = "outside", _("hors d’Escale")


@dataclass(frozen=True, slots=True)
class Actor:
    """`label` is what the journal shows, kept even when the account is gone."""

    label: str
    door: Door
    user_id: int | None = None


SYSTEM = Actor("Escale", Door.SYSTEM)
