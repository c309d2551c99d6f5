from collections.abc import Sequence

from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat

from escale.kernel.many import numbers
from escale.kernel.text import NAME_ERASED
from escale.orders.models import Booklet


def forget_booklets(*, ids: Sequence[int]) -> int:
    """Whose they were goes; how many there were and for how much stays, as ordered."""
    return Booklet.objects.filter(pk__in=numbers(ids)).update(
        matricule=Concat(Value("E-"), Cast("pk", CharField())),
        last_name=NAME_ERASED,
        first_name="",
    )
