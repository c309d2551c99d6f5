from collections.abc import Sequence

from escale.dotations.models import Dotation
from escale.dotations.states import DotationEvent, DotationStatus, next_status
from escale.journal.actions.record import record
from escale.journal.actor import SYSTEM
from escale.kernel import clock

# Both steps of R32 at once: the address is verified already and the application configured.
STEPS = (DotationEvent.EMAIL_ACCEPTED, DotationEvent.ACTIVATED)


def credit_dotations(*, dotations: Sequence[Dotation]) -> None:
    """« activé » with no activation mail: their beneficiary has a configured account (R48).

    They are in integration, held by the caller together with their order.
    """
    now = clock.now()
    for dotation in dotations:
        for step in STEPS:
            dotation.status = _next(dotation.status, step)
        dotation.invited_at = dotation.account_created_at = dotation.activated_at = now
        dotation.password_chosen_at = now
        record(
            actor=SYSTEM,
            verb="dotation-activated",
            about=dotation.about,
            client_id=dotation.client_id,
        )
    Dotation.objects.bulk_update(
        dotations,
        ["status", "invited_at", "account_created_at", "password_chosen_at", "activated_at"],
    )


def _next(status: str, event: DotationEvent) -> DotationStatus:
    found = next_status(status, event)
    if found is None:
        raise ValueError(f"{event} is refused to {status}")
    return found
