from secrets import token_hex

from django.db import transaction

from escale.activation.code_limits import check_may_send
from escale.activation.errors import NoNumber, NumberTaken
from escale.activation.models import Beneficiary, PhoneCode
from escale.activation.queries import (
    is_taken,
    lock_beneficiary,
    number_to_confirm,
    waiting_dotations,
)
from escale.activation.texts import send_phone_code
from escale.dotations.actions.note_phone_trouble import note_phone_trouble
from escale.dotations.states import PhoneTrouble


def send_code(*, beneficiary_id: int) -> PhoneCode:
    """An SMS with six digits to the number on file today; earlier codes are dead (D11).

    Raises NoNumber, NumberTaken (which the client sees too), CodeTooSoon, TooManyCodes.
    """
    try:
        return _send(beneficiary_id)
    except NumberTaken:
        _tell_client(beneficiary_id)
        raise


@transaction.atomic
def _send(beneficiary_id: int) -> PhoneCode:
    # Held: of two requests at once, the second counts the first.
    beneficiary = lock_beneficiary(beneficiary_id)
    phone = number_to_confirm(beneficiary)
    if not phone:
        raise NoNumber
    if is_taken(phone, by_other_than=beneficiary):
        raise NumberTaken
    check_may_send(beneficiary, phone=phone)
    code = PhoneCode.objects.create(beneficiary=beneficiary, phone=phone, salt=token_hex(16))
    code.text = send_phone_code(code, payer=_payer(beneficiary))
    code.save(update_fields=["text"])
    return code


def _payer(beneficiary: Beneficiary) -> str:
    waiting = waiting_dotations(beneficiary)
    return waiting[0].client.code if waiting else ""


def _tell_client(beneficiary_id: int) -> None:
    beneficiary = Beneficiary.objects.get(pk=beneficiary_id)
    note_phone_trouble(
        dotation_ids=[dotation.pk for dotation in waiting_dotations(beneficiary)],
        phone=number_to_confirm(beneficiary),
        trouble=PhoneTrouble.TAKEN,
    )
