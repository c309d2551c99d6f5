from escale.demo.models import CaughtMail, Kind
from escale.kernel.phones import format_phone, phone_digits
from escale.kernel.text import clean, fold


def keep_text(*, sender: str, phone: str, text: str, refusal: str = "") -> CaughtMail:
    """Puts an SMS in the mailbox; `refusal` is why it does not reach its phone."""
    content = text.encode()
    return CaughtMail.objects.create(
        kind=Kind.TEXT,
        envelope_from=sender,
        recipient=phone,
        subject=clean(text)[:500],
        content=content,
        size=len(content),
        refusal=refusal,
        search=fold(f"{format_phone(phone)} {phone_digits(phone)} {phone} {text}"),
    )
