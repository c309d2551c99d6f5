from django.db import transaction

from escale.clients.models import Member
from escale.clients.turns import turn_of
from escale.exports.actions.journal_export import journal_export
from escale.exports.deferred import MAKE_EXPORT
from escale.exports.models import Export
from escale.exports.queries import export_in_preparation, hold_client
from escale.exports.wanted import WantedExport


@transaction.atomic
def start_export(*, member: Member, wanted: WantedExport) -> Export:
    """Have a job write the workbook; a second click gets the one that is being prepared."""
    hold_client(member.client_id)
    if export := export_in_preparation(member, wanted):
        return export
    rows = wanted.count(member)
    export = Export.objects.create(
        client_id=member.client_id,
        user_id=member.user_id,
        kind=wanted.kind,
        order=wanted.order,
        criteria=wanted.stored_criteria,
        situation=wanted.situation or "",
        file_name=wanted.file_name(member),
        rows_expected=rows,
    )
    journal_export(member=member, wanted=wanted, rows=rows)
    MAKE_EXPORT.configure(lock=turn_of(export.client_id)).defer(export_id=export.pk)
    return export
