from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from escale.activation.errors import ActivationStepRefused, CodeDead, CodeWrong
from escale.activation.limits import TRIES_PER_CODE
from escale.activation.models import PhoneCode
from escale.activation.queries import living_code, lock_beneficiary, waiting_dotations
from escale.dotations.actions.note_phone_trouble import note_phone_trouble
from escale.kernel.tokens import digits_match
from escale.sms.rendering import CODE_PURPOSE


def confirm_code(*, beneficiary_id: int, typed: str) -> PhoneCode:
    """The digits that came by SMS: the number is this person's. Raises CodeDead or CodeWrong.

    Each try counts, also those refused: what is written stays when the error is raised.
    """
    with transaction.atomic():
        outcome = _judge(beneficiary_id, typed)
    if isinstance(outcome, ActivationStepRefused):
        raise outcome
    return outcome


def _judge(beneficiary_id: int, typed: str) -> PhoneCode | ActivationStepRefused:
    # Held: a hundred tries at once are judged one after the other (S6).
    beneficiary = lock_beneficiary(beneficiary_id)
    code = living_code(beneficiary)
    if code is None:
        return CodeDead()
    PhoneCode.objects.filter(pk=code.pk).update(tries=F("tries") + 1)
    if not digits_match(CODE_PURPOSE, code.payload, typed):
        left = TRIES_PER_CODE - code.tries - 1
        return CodeWrong(left) if left else CodeDead()
    PhoneCode.objects.filter(pk=code.pk).update(confirmed_at=Now())
    held = [dotation.pk for dotation in waiting_dotations(beneficiary)]
    note_phone_trouble(dotation_ids=held, phone=code.phone, trouble=None)
    return code
