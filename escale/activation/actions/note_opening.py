from escale.activation.queries import LinkState, open_link
from escale.dotations.links import read_activation_token
from escale.dotations.models import Dotation
from escale.kernel import clock


def note_opening(*, token: str) -> bool:
    """Somebody was shown the page of this link; whether it is the first time.

    Only of a link that is still good. Nobody is proven to be the beneficiary: no status changes,
    and no line of the journal says who. A change of address meanwhile, or another page at the same
    moment, leaves nothing to write.
    """
    claim = read_activation_token(token)
    if claim is None or open_link(token).state != LinkState.VALID:
        return False
    unopened = Dotation.objects.filter(
        pk=claim.dotation_id, link_generation=claim.generation, opened_at=None
    )
    return bool(unopened.update(opened_at=clock.now()))
