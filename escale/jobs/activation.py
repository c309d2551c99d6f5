"""Links that beneficiaries ask for again, away from the page: its answer tells nothing."""

from procrastinate.contrib.django import app

from escale.activation.actions import send_new_link as sending
from escale.activation.actions.send_way_back import send_way_back
from escale.activation.deferred import SEND_NEW_LINK
from escale.jobs.mail import deliver_mail


@app.task(**SEND_NEW_LINK.task)
def send_new_link(dotation_id: int | None, email: str) -> None:
    if dotation_id is not None:
        sending.send_new_link(dotation_id=dotation_id)
    if email:
        send_way_back(email=email)
    # A worker defers on a connection of its own: what the action deferred itself may have run
    # before its e-mail was committed.
    deliver_mail.defer()
