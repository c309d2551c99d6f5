from escale.ordering.models import Draft
from escale.ordering.states import DraftStatus
from escale.orders.client_reference import cleaned_reference


def keep_reference(*, draft_id: int, reference: str) -> None:
    """What the client will call the order, kept whatever else is still to be mended.

    One that is being placed, by another click, keeps its own. Raises ReferenceTooLong.
    """
    open_draft = Draft.objects.filter(pk=draft_id, status=DraftStatus.EDITING)
    open_draft.update(client_reference=cleaned_reference(reference))
