from django.db import transaction

from escale.ordering.models import Draft
from escale.ordering.queries import lock_draft


@transaction.atomic
def discard_draft(*, draft_id: int) -> Draft:
    """Forget a draft and its lines. Raises DraftBusy or DraftPlaced."""
    draft = lock_draft(draft_id)
    draft.lines.all().delete()
    draft.delete()
    return draft
