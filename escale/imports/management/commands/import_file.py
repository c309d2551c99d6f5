import getpass
import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _

from escale.clients.queries import client_with_code
from escale.imports.actions.import_file import import_file
from escale.imports.report import Report, report_of
from escale.journal.actor import Actor, Door
from escale.kernel.errors import DomainError
from escale.orders.models import Order
from escale.orders.queries import order_of_client
from escale.workbooks.headers import Answers


class Command(BaseCommand):
    help = "Importe des classeurs de corrections pour une commande, ou dit ce qu’ils changeraient."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--order", required=True, type=int, help="numéro de la commande")
        parser.add_argument("--client", required=True, help="code du client")
        parser.add_argument("--sheet", default="", help="feuille à lire, s’il y en a plusieurs")
        parser.add_argument("--dry-run", action="store_true", help="n’écrit et n’envoie rien")
        parser.add_argument("--json", action="store_true", help="une ligne JSON par fichier")

    def handle(self, *args: Any, **options: Any) -> None:
        client = client_with_code(options["client"])
        order = order_of_client(client, options["order"]) if client else None
        if order is None:
            raise CommandError(
                _("Le client %(code)s n’a pas de commande %(number)s.")
                % {"code": options["client"], "number": options["order"]}
            )
        for path in options["files"]:
            answers = Answers(sheet=options["sheet"])
            report = self._imported(order, path, answers, dry_run=options["dry_run"])
            self.stdout.write(
                json.dumps(report.as_json(), ensure_ascii=False) if options["json"] else str(report)
            )

    def _imported(self, order: Order, path: Path, answers: Answers, *, dry_run: bool) -> Report:
        """A dry run does it all, then undoes it: what it says is what would be."""
        actor = Actor(label=getpass.getuser(), door=Door.IMPORT)
        try:
            with transaction.atomic():
                done = import_file(actor=actor, order=order, path=path, answers=answers)
                report = report_of(path, done)
                transaction.set_rollback(dry_run)
        except DomainError as refused:
            return Report(str(path), rejected_file=str(refused))
        return report
