"""The final report of a mass send: everybody who had not activated, and what came of it."""

from collections.abc import Iterator
from typing import BinaryIO

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from escale.kernel.languages import in_french
from escale.mailing.causes import Cause
from escale.mailing.states import MessageState
from escale.mass_sends.models import MassSend
from escale.mass_sends.queries import ReportRow, report_rows
from escale.mass_sends.states import RowState, Verdict
from escale.workbooks.writing import Kind, WrittenColumn, write_workbook


def report_file_name(mass_send: MassSend) -> str:
    return f"{localtime(mass_send.created_at):%Y%m%d_%H%M}_Envoi_en_masse.xlsx"


@in_french
def write_report(stream: BinaryIO, mass_send: MassSend) -> int:
    """How many rows; memory stays flat."""
    columns = [
        WrittenColumn(_("N° de commande"), 16, Kind.NUMBER),
        WrittenColumn(_("Matricule"), 14),
        WrittenColumn(_("Nom"), 22),
        WrittenColumn(_("Prénom"), 18),
        WrittenColumn(_("Adresse Mail"), 36),
        WrittenColumn(_("Résultat"), 14),
        WrittenColumn(_("Motif"), 70),
        WrittenColumn(_("Le"), 18),
    ]
    return write_workbook(stream, columns, _rows(mass_send), sheet_name=_("Envoi en masse"))


def _rows(mass_send: MassSend) -> Iterator[list[str | int]]:
    for row in report_rows(mass_send):
        settled_at = row.message_settled_at
        yield [
            row.order_number,
            row.matricule,
            row.last_name,
            row.first_name,
            row.email,
            _result(row),
            _reason(row),
            f"{localtime(settled_at):%d/%m/%Y %H:%M}" if settled_at else "",
        ]


def _result(row: ReportRow) -> str:
    if row.state == RowState.QUEUED:
        return str(MessageState(row.message_state or MessageState.SENT).label)
    return str(_("à envoyer")) if row.state == RowState.PLANNED else str(_("non envoyé"))


def _reason(row: ReportRow) -> str:
    if row.message_cause:
        cause = Cause(row.message_cause)
        return f"{cause.label}. {cause.advice}"
    if row.reason in Verdict.values:
        return _alone(Verdict(row.reason))
    return row.reason


def _alone(verdict: Verdict) -> str:
    """Of one person, where the pages count many."""
    return {
        Verdict.INCLUDED: "",
        Verdict.CLOSED: _("Déjà activée, expirée ou annulée."),
        Verdict.NOT_SENT_YET: _("Son premier e-mail n’est pas encore parti."),
        Verdict.ACCOUNT_CREATED: _("Compte créé : il reste à télécharger l’application."),
        Verdict.NO_ACCOUNT: _("Aucun compte n’est encore créé."),
        Verdict.SAME_PERSON: _("Son rappel part déjà pour une autre dotation."),
        Verdict.ELSEWHERE: _("Déjà dans un autre envoi en masse."),
        Verdict.RECENT: _("Un e-mail lui est parti il y a moins de 10 minutes."),
        Verdict.OFTEN: _("Dix e-mails d’activation lui sont déjà partis."),
    }[verdict]
