"""Addresses that no e-mail can carry: `manage.py repair_addresses`."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from escale.dotations.actions.repair_addresses import repair_addresses


class Command(BaseCommand):
    help = "Puts right what can be without guessing; the rest is shown to its client."

    def handle(self, *args: object, **options: object) -> None:
        done = repair_addresses()
        self.stdout.write(
            _("%(repaired)s adresse(s) en ordre, %(hopeless)s à corriger par leur client.")
            % {"repaired": done.repaired, "hopeless": done.hopeless}
        )
