from escale.activation.deferred import SEND_NEW_LINK


def ask_new_link(*, dotation_id: int | None = None, email: str = "") -> None:
    """A job will send it, or nothing: who asks cannot tell which, not even by the time it takes."""
    SEND_NEW_LINK.defer(dotation_id=dotation_id, email=email)
