from django.db import transaction
from django.db.models.functions import Now

from escale.activation.models import Device
from escale.journal.actions.record import record


@transaction.atomic
def forget_device(*, device_id: int) -> None:
    """This telephone no longer opens the account; reinstalling goes through an SMS again."""
    device = Device.objects.select_related("beneficiary").get(pk=device_id)
    if Device.objects.filter(pk=device_id, revoked_at=None).update(revoked_at=Now()):
        owner = device.beneficiary
        record(actor=owner.actor, verb="device-forgotten", about=owner.about)
