"""The e-mails about somebody's own access."""

from django.utils.timezone import localtime

from escale.accounts.models import User
from escale.kernel import clock
from escale.kernel.dates import long_moment
from escale.kernel.languages import in_french
from escale.mailing.actions.queue_message import queue_message


@in_french
def send_password_changed(user: User) -> None:
    """Was it you? To nobody where no address is known."""
    if not user.address:
        return
    queue_message(
        template="accounts/emails/password_changed",
        recipient=user.address,
        context={"name": str(user), "changed_at": long_moment(localtime(clock.now()))},
        links={},
        about=f"user:{user.pk}",
        client_id=user.client_id,
    )
