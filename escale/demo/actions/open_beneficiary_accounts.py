from django.contrib.auth.hashers import make_password

from escale.activation.models import Beneficiary, Holding
from escale.clients.models import Client
from escale.dotations.actions.mark_password_chosen import mark_password_chosen
from escale.dotations.models import Dotation


def open_beneficiary_accounts(*, client: Client, password: str) -> None:
    """Two of the three steps are done where the guide says « compte créé » (R20).

    Replaces every account that an earlier visit left.
    """
    Beneficiary.objects.all().delete()
    for dotation in Dotation.objects.modifiable().filter(
        client=client, account_created_at__isnull=False
    ):
        beneficiary = Beneficiary.objects.create(
            email=dotation.email,
            last_name=dotation.last_name,
            first_name=dotation.first_name,
            password=make_password(password),
            password_generation=1,
        )
        Holding.objects.create(dotation=dotation, beneficiary=beneficiary)
        mark_password_chosen(dotation_ids=[dotation.pk])
