"""What mailing tells the packages above it, which it does not know.

Sent inside the settling transaction, BEFORE the messages' own rows are written: a listener locks
its rows first, then mailing the messages, in the same order as an action that corrects an address
and cancels its mail, so the two never wait for each other. The dates of the rows are not on the
messages yet.
"""

from django.dispatch import Signal

# sender OutgoingMessage, `messages`: just became `sent`.
messages_accepted = Signal()
# sender OutgoingMessage, `message`: just became `failed`, refused at once or come back.
message_failed = Signal()
