"""The e-mails about somebody's own access."""

from django.utils.timezone import localtime
from django.utils.translation import override

from escale.accounts.models import User
from escale.kernel import clock
from escale.kernel.dates import long_moment
from escale.mailing.actions.queue_message import queue_message
from escale.mailing.actions.queue_messages import NewMessage


def send_password_changed(user: User) -> None:
    """Was it you? To nobody where no address is known."""
    if not user.address:
        return
    with override(user.reading_language):
        changed_at = long_moment(localtime(clock.now()))
    queue_message(
        message=NewMessage(
            template="accounts/emails/password_changed",
            recipient=user.address,
            language=user.reading_language,
            context={"name": str(user), "changed_at": changed_at},
            links={},
            about=f"user:{user.pk}",
            client_id=user.client_id,
        )
    )
