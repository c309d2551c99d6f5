from django.db import transaction
from django.db.models.functions import Now

from escale.activation.emails import send_number_replaced
from escale.activation.errors import NotConfigured, NumberTaken
from escale.activation.models import Beneficiary, Device
from escale.activation.queries import is_taken, lock_beneficiary
from escale.journal.actions.record import record
from escale.journal.actor import Actor


@transaction.atomic
def replace_number(*, actor: Actor, beneficiary_id: int, phone: str) -> Beneficiary:
    """Another number for an application that is configured: its owner lost the former one.

    Its client can change nothing any more (R16): an operator does, who checked who asks. The former
    telephone opens nothing from now on; the new number is proved by an SMS, after the password.
    Raises NotConfigured, NumberTaken.
    """
    beneficiary = lock_beneficiary(beneficiary_id)
    if not beneficiary.is_configured:
        raise NotConfigured
    if is_taken(phone, by_other_than=beneficiary):
        raise NumberTaken
    former, beneficiary.phone = beneficiary.phone, phone
    beneficiary.save(update_fields=["phone"])
    Device.objects.filter(beneficiary=beneficiary, revoked_at=None).update(revoked_at=Now())
    changes = {"phone": (former, phone)}
    record(actor=actor, verb="number-replaced", about=beneficiary.about, changes=changes)
    send_number_replaced(beneficiary)
    return beneficiary
