"""Mass sends are queued away from the page, batch after batch."""

import logging

from procrastinate import JobContext
from procrastinate.contrib.django import app

from escale.jobs.mail import deliver_mail
from escale.mass_sends.actions import advance_mass_send as advancing
from escale.mass_sends.deferred import ADVANCE_MASS_SEND
from escale.mass_sends.models import MassSend
from escale.mass_sends.queries import due_mass_sends
from escale.tenancy.scopes import job_scope

logger = logging.getLogger(__name__)


@app.task(**ADVANCE_MASS_SEND.task, pass_context=True)
def advance_mass_send(context: JobContext, mass_send_id: int) -> None:
    with job_scope(MassSend, mass_send_id):
        advancing.advance_mass_send(mass_send_id=mass_send_id, should_stop=context.should_abort)
    # A worker defers on a connection of its own: what the action deferred itself may have run
    # before its e-mails were committed.
    deliver_mail.defer()


def advance_due_sends(context: JobContext) -> None:
    """A send that fails holds up no other one."""
    for mass_send_id in due_mass_sends():
        if context.should_abort():
            return
        try:
            advance_mass_send(context, mass_send_id)
        except Exception:
            logger.exception("mass send %d: it stands still, to be tried again", mass_send_id)
