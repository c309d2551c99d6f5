from collections.abc import Iterable

from escale.dotations.models import Dotation
from escale.dotations.states import PhoneTrouble
from escale.journal.actions.record import record
from escale.journal.actor import SYSTEM


def note_phone_trouble(
    *, dotation_ids: Iterable[int], phone: str, trouble: PhoneTrouble | None
) -> int:
    """What the client sees about this number of open dotations; None when all is well again.

    A number corrected meanwhile is not blamed. How many dotations it is new for.
    """
    concerned = (
        Dotation.objects.open()
        .filter(pk__in=list(dotation_ids), phone=phone)
        .exclude(phone_trouble=trouble or "")
    )
    noted = dict(concerned.values_list("pk", "client_id"))
    Dotation.objects.filter(pk__in=noted, phone=phone).update(phone_trouble=trouble or "")
    if trouble:
        for dotation_id, client_id in noted.items():
            record(
                actor=SYSTEM,
                verb=f"phone-{trouble.replace('_', '-')}",
                about=f"dotation:{dotation_id}",
                client_id=client_id,
            )
    return len(noted)
