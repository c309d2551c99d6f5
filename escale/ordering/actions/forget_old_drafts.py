from django.db import transaction

from escale.ordering.models import Draft, DraftLine
from escale.ordering.queries import drafts_to_forget, questions_to_forget
from escale.ordering.uploads import forget_upload


@transaction.atomic
def forget_old_drafts() -> int:
    """Erase the drafts that nobody has touched for 90 days, with what they say of people.

    Those that became orders go too: the order holds what matters. Returns how many. Of files that
    nobody has explained for a day, only why they were refused stays.
    """
    for draft in questions_to_forget().select_for_update(of=("self",), skip_locked=True):
        forget_upload(draft)
        draft.question = {}
        draft.save(update_fields=["question", "upload"])
    drafts = list(drafts_to_forget())
    for draft in drafts:
        forget_upload(draft)
    numbers = [draft.pk for draft in drafts]
    DraftLine.objects.filter(draft_id__in=numbers).delete()
    Draft.objects.filter(pk__in=numbers).delete()
    return len(numbers)
