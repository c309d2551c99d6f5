"""The search of rows that an earlier version wrote: `manage.py refold_search`."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from escale.dotations.actions.refold_search import refold_search


class Command(BaseCommand):
    help = "Folds again what the search reads, after a version that folds otherwise."

    def handle(self, *args: object, **options: object) -> None:
        self.stdout.write(_("%(count)s dotation(s) remises en ordre.") % {"count": refold_search()})
