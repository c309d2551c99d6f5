from escale.activation.actions.resend_link import resend_link
from escale.activation.actions.send_next_step import send_next_step
from escale.activation.models import Holding


def send_new_link(*, dotation_id: int) -> bool:
    """« Recevoir un nouveau lien »: whatever comes next, to the registered address alone (D1).

    True when a mail leaves. Nothing else is told: the asker may be anybody. No more than one in ten
    minutes, however often it is asked for.
    """
    holding = Holding.objects.filter(dotation_id=dotation_id).first()
    if holding is None:
        return resend_link(dotation_id=dotation_id)
    return send_next_step(beneficiary_id=holding.beneficiary_id)
