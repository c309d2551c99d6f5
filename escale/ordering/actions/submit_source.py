from dataclasses import dataclass

from django.core.files import File
from django.db import transaction
from django.db.models.functions import Now

from escale.clients.turns import turn_of
from escale.kernel.languages import present_language
from escale.kernel.stored_files import bounded_name
from escale.ordering.deferred import CHECK_DRAFT
from escale.ordering.models import Draft
from escale.ordering.queries import lock_draft
from escale.ordering.states import DraftEvent, next_status
from escale.ordering.uploads import forget_upload


@dataclass(frozen=True, slots=True)
class Source:
    """Where beneficiaries come from: a file that was sent, or one of the client's past orders."""

    file: File[bytes] | None = None
    name: str = ""
    order_number: int | None = None
    # Otherwise they join the lines already there, of which those of the same matricule give way.
    replaces_lines: bool = True


@transaction.atomic
def submit_source(*, draft_id: int, source: Source) -> Draft:
    """Keep it and have a job check it. Raises DraftBusy or DraftPlaced."""
    draft = lock_draft(draft_id)
    draft.status = next_status(draft.status, DraftEvent.SOURCE_GIVEN) or draft.status
    draft.upload_name = bounded_name(source.name)
    draft.copied_order_id = source.order_number
    draft.replaces_lines = source.replaces_lines
    draft.rows_expected = draft.rows_read = draft.blank_rows = 0
    draft.refusal = ""
    draft.question, draft.answers, draft.notes = {}, {}, []
    draft.updated_at = Now()
    # One that waited to be explained gives way.
    forget_upload(draft)
    if source.file is not None:
        draft.upload.save(source.name, source.file, save=False)
    draft.save()
    CHECK_DRAFT.configure(lock=turn_of(draft.client_id)).defer(
        draft_id=draft.pk, language=present_language()
    )
    return draft
