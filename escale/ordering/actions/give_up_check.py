from django.db import transaction
from django.db.models.functions import Now

from escale.ordering.models import Draft
from escale.ordering.states import DraftEvent, DraftStatus, next_status
from escale.ordering.uploads import forget_upload


@transaction.atomic
def give_up_check(*, draft_id: int) -> Draft:
    """Back to the lines as they were; the job that reads the file finds nobody waiting for it."""
    draft = Draft.objects.select_for_update().get(pk=draft_id)
    if draft.status != DraftStatus.CHECKING:
        return draft
    draft.status = next_status(draft.status, DraftEvent.CHECKED) or draft.status
    draft.updated_at = Now()
    forget_upload(draft)
    draft.save()
    return draft
