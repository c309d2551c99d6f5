from escale.accounts.models import User
from escale.journal.actions.record import record


def record_sign_in(*, user: User) -> None:
    """Write that a person signed in (D8). A wrong password is left out: anybody can type one."""
    record(actor=user.actor, verb="signed-in", about=f"user:{user.pk}", client_id=user.client_id)
