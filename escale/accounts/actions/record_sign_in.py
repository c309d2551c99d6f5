from escale.accounts.models import User
from escale.journal.actions.record import record
from escale.journal.actor import Actor, Door


def record_sign_in(*, user: User) -> None:
    """Write that a person signed in (D8). A wrong password is left out: anybody can type one."""
    actor = Actor(label=str(user), door=Door.SCREEN, user_id=user.pk)
    record(actor=actor, verb="signed-in", about=f"user:{user.pk}", client_id=user.client_id)
