from escale.kernel.many import texts
from escale.mailing.models import OutgoingMessage


def cancel_messages(*, about: str | list[str]) -> int:
    """Stops every message about this, or these, that has not left yet; how many.

    A message in a worker's hands is stopped too: the worker looks at its lease before it sends. If
    its recipient's server is taking it at this very moment, it has left, and stays cancelled here.
    """
    abouts = texts([about] if isinstance(about, str) else about)
    return OutgoingMessage.objects.filter(about__in=abouts).cancel()
