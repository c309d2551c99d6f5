from escale.accounts.links import LIFETIME, password_link
from escale.accounts.queries import person_who_signs_in
from escale.kernel import clock
from escale.mailing.actions.queue_message import queue_message
from escale.mailing.actions.queue_messages import NewMessage
from escale.mailing.models import OutgoingMessage


def send_password_link(*, identifier: str) -> OutgoingMessage | None:
    """To the address on file, if there is somebody and an address; whoever asks is not told."""
    user = person_who_signs_in(identifier)
    if user is None or not user.address:
        return None
    return queue_message(
        message=NewMessage(
            template="clients/emails/new_password",
            recipient=user.address,
            language=user.reading_language,
            context={"name": str(user), "minutes": LIFETIME.seconds // 60},
            links={"password": password_link(user, issued_at=clock.database_now())},
            about=f"user:{user.pk}",
            client_id=user.client_id,
        )
    )
