from datetime import timedelta

from escale.exports.actions.fail_export import fail_export
from escale.exports.queries import stalled_exports
from escale.kernel import clock

PATIENCE = timedelta(minutes=5)


def fail_stalled_exports() -> int:
    """Nobody looks at « en préparation » for more than five silent minutes; how many did."""
    stalled = stalled_exports(before=clock.now() - PATIENCE)
    for export_id in stalled:
        fail_export(export_id=export_id)
    return len(stalled)
