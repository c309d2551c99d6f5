from django.db import transaction

from escale.ordering.models import Draft
from escale.ordering.queries import lock_draft
from escale.ordering.uploads import forget_upload


@transaction.atomic
def discard_draft(*, draft_id: int) -> Draft:
    """Forget a draft and its lines. Raises DraftBusy or DraftPlaced."""
    draft = lock_draft(draft_id)
    forget_upload(draft)
    draft.lines.all().delete()
    draft.delete()
    return draft
