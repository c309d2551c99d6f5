from collections.abc import Sequence

from escale.mailing.actions.cancel_messages import cancel_messages
from escale.sms.actions.cancel_texts import cancel_texts


def stop_mail_and_texts(*, dotation_ids: Sequence[int]) -> None:
    """What waited to leave about these dotations, whose life is over, leaves no more (D10)."""
    abouts = [f"dotation:{dotation_id}" for dotation_id in dotation_ids]
    cancel_messages(about=abouts)
    cancel_texts(about=abouts)
