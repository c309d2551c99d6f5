from datetime import timedelta

from django.db import transaction

from escale.imports.actions.fail_import import fail_import
from escale.imports.queries import stalled_imports
from escale.kernel import clock

PATIENCE = timedelta(minutes=5)


@transaction.atomic
def fail_stalled_imports() -> int:
    """Nobody looks at « en cours » for more than five minutes; how many were given up.

    One that a worker is writing at this very moment is held by it, and passed over.
    """
    stalled = stalled_imports(before=clock.now() - PATIENCE)
    for import_id in stalled:
        fail_import(import_id=import_id)
    return len(stalled)
