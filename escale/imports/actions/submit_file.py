from django.core.files import File
from django.db import transaction

from escale.clients.turns import turn_of
from escale.imports.actions.open_import import open_import
from escale.imports.deferred import CHECK_IMPORT
from escale.imports.models import Import
from escale.journal.actor import Actor
from escale.kernel.languages import present_language
from escale.orders.models import Order


@transaction.atomic
def submit_file(*, actor: Actor, order: Order, file: File[bytes], name: str) -> Import:
    """Keep a file of corrections and have a job check it."""
    imported = open_import(actor=actor, order=order, file_name=name)
    imported.upload.save(name, file)
    CHECK_IMPORT.configure(lock=turn_of(imported.client_id)).defer(
        import_id=imported.pk, language=present_language()
    )
    return imported
