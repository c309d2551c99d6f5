"""The SMS of an account; none holds a link (D11)."""

from escale.activation.limits import CODE_LIFETIME
from escale.activation.models import PhoneCode
from escale.sms.actions.queue_text import queue_text
from escale.sms.actions.queue_texts import NewText
from escale.sms.models import OutgoingText


def send_phone_code(code: PhoneCode, *, payer: str) -> OutgoingText:
    """The digits are made when it leaves: they are stored nowhere. Too late, it does not leave."""
    return queue_text(
        text=NewText(
            template="activation/texts/phone_code",
            phone=code.phone,
            context={"minutes": int(CODE_LIFETIME.total_seconds() // 60)},
            about=code.about,
            payer=payer,
            code_payload=code.payload,
            lifetime=CODE_LIFETIME,
        )
    )
