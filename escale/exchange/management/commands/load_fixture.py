import getpass
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from escale.exchange.actions.load_fixture import load_fixture
from escale.exchange.errors import FixtureRefused
from escale.journal.actor import Actor, Door


class Command(BaseCommand):
    help = "Charge des données d’essai, en remplaçant les lignes qu’elles nomment."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="fichier .json : clients, commandes, dotations")

    def handle(self, *args: Any, **options: Any) -> None:
        actor = Actor(label=getpass.getuser(), door=Door.OPERATOR)
        try:
            fixture = load_fixture(actor=actor, path=options["file"])
        except FixtureRefused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(
            _("%(clients)s clients, %(orders)s commandes, %(dotations)s dotations chargées.")
            % {
                "clients": len(fixture.client_names),
                "orders": len(fixture.orders),
                "dotations": sum(len(order.dotations) for order in fixture.orders),
            }
        )
