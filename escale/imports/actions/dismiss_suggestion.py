from django.db import transaction

from escale.hints.actions.dismiss_hint import dismiss_hint
from escale.hints.queries import known_domains
from escale.imports.errors import ImportNotReady
from escale.imports.models import ImportRow
from escale.imports.queries import lock_import, rows_with_suggestion
from escale.imports.states import ImportStatus
from escale.journal.actor import Actor
from escale.kernel.hints import suggest_address


@transaction.atomic
def dismiss_suggestion(*, actor: Actor, import_id: int, row_id: int) -> int:
    """« Ne plus proposer » what a row of a preview is given, here and from now on.

    Returns how many rows have one suggestion less; none if it was gone. Raises ImportNotReady.
    """
    imported = lock_import(import_id)
    if imported is None or imported.status != ImportStatus.READY:
        raise ImportNotReady
    doubtful = rows_with_suggestion(imported)
    row = doubtful.filter(pk=row_id).first()
    if row is None:
        return 0
    dismiss_hint(actor=actor, client=imported.client, address=row.email)
    domains = known_domains(imported.client_id)
    alike = list(doubtful.filter(email__iendswith=f"@{row.email.rpartition('@')[2]}"))
    changed = [row for row in alike if _look_again(row, suggest_address(row.email, domains) or "")]
    ImportRow.objects.bulk_update(changed, ["suggestion"])
    return len(changed)


def _look_again(row: ImportRow, suggestion: str) -> bool:
    former, row.suggestion = row.suggestion, suggestion
    return former != suggestion
