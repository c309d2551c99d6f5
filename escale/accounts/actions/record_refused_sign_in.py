from escale.accounts.queries import person_who_signs_in
from escale.journal.actions.record import record
from escale.journal.actor import SYSTEM
from escale.rate_limits.counting import take
from escale.rate_limits.limits import Attempt


def record_refused_sign_in(*, identifier: str) -> None:
    """Write that tries to sign in as this person were too many: once for all that follow, so that
    guessing does not fill the journal. What is done is the same where there is no such person.
    """
    if take(Attempt.REFUSAL_TOLD, about=identifier) is None:
        return
    user = person_who_signs_in(identifier)
    if user:
        about = f"user:{user.pk}"
        record(actor=SYSTEM, verb="sign-in-refused", about=about, client_id=user.client_id)
