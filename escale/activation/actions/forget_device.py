from django.db.models.functions import Now

from escale.activation.models import Device


def forget_device(*, device_id: int) -> None:
    """This telephone no longer opens the account; reinstalling goes through an SMS again."""
    Device.objects.filter(pk=device_id, revoked_at=None).update(revoked_at=Now())
