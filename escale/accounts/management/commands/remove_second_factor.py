"""Of a member of staff whose telephone is lost: `manage.py remove_second_factor staff`."""

import getpass

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from escale.accounts.actions.remove_second_factor import remove_second_factor
from escale.accounts.identifiers import read_identifier
from escale.accounts.queries import person_who_signs_in
from escale.journal.actor import Actor, Door


class Command(BaseCommand):
    help = "Retire la double authentification d’une personne, et ferme ses sessions."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("identifier", help="ce que la personne tape pour se connecter")

    def handle(self, *args: object, **options: str) -> None:
        identifier = read_identifier(options["identifier"])
        named = {"identifier": identifier}
        user = person_who_signs_in(identifier)
        if user is None:
            raise CommandError(_("Personne ne se connecte avec « %(identifier)s ».") % named)
        actor = Actor(label=getpass.getuser(), door=Door.OPERATOR)
        if not remove_second_factor(actor=actor, user=user):
            raise CommandError(_("« %(identifier)s » n’a pas de double authentification.") % named)
        self.stdout.write(_("Le mot de passe suffit à « %(identifier)s » désormais.") % named)
