from escale.clients.deferred import SEND_PASSWORD_LINK


def ask_password_link(*, identifier: str) -> None:
    """A job will send it, or nothing: who asks cannot tell which, not even by the time it takes."""
    SEND_PASSWORD_LINK.defer(identifier=identifier)
