from django.db import transaction

from escale.ordering.models import Draft


def forget_upload(draft: Draft) -> None:
    """The file is not kept once it has been read, or given up; the caller saves the draft."""
    if not draft.upload:
        return
    storage, name = draft.upload.storage, str(draft.upload.name)
    transaction.on_commit(lambda: storage.delete(name))
    draft.upload = ""
