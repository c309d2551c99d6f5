"""What sms tells the packages above it, which it does not know."""

from django.dispatch import Signal

# sender OutgoingText, `text`: just became `sent`, `delivered` or `failed` (with a cause). Sent
# inside the settling transaction, BEFORE the text's own row is written, as mailing does and for the
# same reason: a listener locks its rows first, then sms the text. The dates are not on `text` yet.
text_settled = Signal()
