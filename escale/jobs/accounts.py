"""Links to a new password leave away from the page: its answer tells nothing of who exists."""

from procrastinate.contrib.django import app

from escale.clients.actions import send_password_link as sending
from escale.clients.deferred import SEND_PASSWORD_LINK
from escale.jobs.mail import deliver_mail


@app.task(**SEND_PASSWORD_LINK.task)
def send_password_link(identifier: str) -> None:
    if sending.send_password_link(identifier=identifier):
        # A worker defers on a connection of its own: what the action deferred itself may have run
        # before its e-mail was committed.
        deliver_mail.defer()
