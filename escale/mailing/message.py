"""The e-mail itself: headers, envelope, text and HTML."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from escale.mailing.models import OutgoingMessage
from escale.mailing.providers import prepare_for_provider
from escale.mailing.rendering import render_message
from escale.mailing.return_address import return_address


def build_email(message: OutgoingMessage) -> EmailMultiAlternatives:
    """One recipient, always: with two, one server's refusal would go unseen."""
    rendered = render_message(message)
    email = EmailMultiAlternatives(
        subject=rendered.subject,
        body=rendered.text,
        # The envelope's sender; what the reader sees is the header below.
        from_email=return_address(message),
        to=[message.recipient],
        headers={
            "From": settings.MAIL_FROM,
            "Message-ID": message.message_id,
            "Auto-Submitted": "auto-generated",
        },
    )
    email.attach_alternative(rendered.html, "text/html")
    if settings.MAIL_PROVIDER:
        prepare_for_provider(email, message)
    return email
