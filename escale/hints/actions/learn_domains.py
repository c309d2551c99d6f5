from django.db import transaction

from escale.hints.learning import learned_domains
from escale.hints.models import LearnedDomain

BATCH = 1_000


@transaction.atomic
def learn_domains() -> int:
    """What the mail of each client teaches, made again from what is known today; how many.

    Of all clients at once: whose dotations were erased, its domains are forgotten with them.
    """
    LearnedDomain.objects.all().delete()
    return len(LearnedDomain.objects.bulk_create(learned_domains(), batch_size=BATCH))
