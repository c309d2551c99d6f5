"""What mailing tells the packages above it, which it does not know."""

from django.dispatch import Signal

# sender OutgoingMessage, `message`: just became `sent` or `failed`. Sent inside the settling
# transaction, BEFORE the message's own row is written: a listener locks its rows first, then
# mailing the message, in the same order as an action that corrects an address and cancels its
# mail, so the two never wait for each other. The dates of the row are not on `message` yet.
message_settled = Signal()
