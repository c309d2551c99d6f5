from escale.bounces.models import ReceivedBounce
from escale.bounces.queries import bounces_to_forget
from escale.kernel.many import by_batches, numbers


def forget_contents() -> int:
    """Erase what came, as it came, and the address it names; how many."""
    return by_batches(bounces_to_forget(), _forget)


def _forget(ids: list[int]) -> None:
    rows = ReceivedBounce.objects.filter(pk__in=numbers(ids))
    rows.update(content=None, address="", diagnostic="")
