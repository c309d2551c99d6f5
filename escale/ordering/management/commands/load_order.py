import getpass
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from escale.clients.queries import client_with_code
from escale.journal.actor import Actor, Door
from escale.kernel.errors import DomainError
from escale.kernel.money import format_euros
from escale.ordering.actions.load_order import LoadedOrder, load_order
from escale.ordering.errors import OrderFileRefused
from escale.ordering.terms import Terms
from escale.orders.states import PaymentMeans
from escale.workbooks.headers import Answers


class Command(BaseCommand):
    help = "Crée une commande réglée à partir d’un classeur de bénéficiaires."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="classeur .xlsx, .xls, .ods ou .csv")
        parser.add_argument("--sheet", default="", help="feuille à lire, s’il y en a plusieurs")
        parser.add_argument("--client", required=True, help="code du client")
        parser.add_argument("--date", type=date.fromisoformat, help="date de commande, AAAA-MM-JJ")
        parser.add_argument("--number", type=int, help="numéro d’une commande reprise d’ailleurs")
        parser.add_argument(
            "--payment",
            choices=PaymentMeans.values,
            default=PaymentMeans.TRANSFER.value,
            help="moyen de règlement",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        client = client_with_code(options["client"])
        if client is None:
            raise CommandError(
                _("Aucun client n’a le code %(code)s.") % {"code": options["client"]}
            )
        terms = Terms(
            payment_means=PaymentMeans(options["payment"]),
            placed_on=options["date"],
            number=options["number"],
        )
        actor = Actor(label=getpass.getuser(), door=Door.OPERATOR)
        try:
            loaded = load_order(
                actor=actor,
                client=client,
                path=options["file"],
                terms=terms,
                answers=Answers(sheet=options["sheet"]),
            )
        except OrderFileRefused as refused:
            for error in refused.errors:
                self.stderr.write(str(error))
            raise CommandError(str(refused)) from None
        except DomainError as refused:
            raise CommandError(str(refused)) from None
        self._summarise(loaded)

    def _summarise(self, loaded: LoadedOrder) -> None:
        for note in loaded.notes:
            self.stdout.write(note)
        for warning in loaded.warnings:
            self.stdout.write(_("À vérifier : %(remark)s") % {"remark": warning})
        if loaded.blank_rows:
            self.stdout.write(
                ngettext(
                    "%(count)s ligne vide ignorée.",
                    "%(count)s lignes vides ignorées.",
                    loaded.blank_rows,
                )
                % {"count": loaded.blank_rows}
            )
        self.stdout.write(
            ngettext(
                "Commande %(number)s : %(count)s dotation, total %(total)s.",
                "Commande %(number)s : %(count)s dotations, total %(total)s.",
                loaded.dotations,
            )
            % {
                "number": loaded.order.pk,
                "count": loaded.dotations,
                "total": format_euros(loaded.order.total),
            }
        )
