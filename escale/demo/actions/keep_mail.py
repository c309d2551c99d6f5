from escale.demo.models import CaughtMail
from escale.demo.reading import subject_and_id
from escale.kernel.text import fold


def keep_mail(
    *, envelope_from: str, recipient: str, content: bytes, refusal: str = ""
) -> CaughtMail:
    """Puts a mail in the mailbox; `refusal` is what the server answered when it did not take it."""
    subject, message_id = subject_and_id(content)
    return CaughtMail.objects.create(
        envelope_from=envelope_from[:320],
        recipient=recipient[:320],
        subject=subject[:500],
        message_id=message_id[:320],
        content=content,
        size=len(content),
        refusal=refusal[:500],
        search=fold(f"{recipient} {subject}"),
    )
