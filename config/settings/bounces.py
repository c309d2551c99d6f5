"""Mail that comes back: where it is read, how long it is kept, when it is too much."""

from config.env import env_int, env_str

# A maildir that a mail server of ours fills; none: the listener alone.
BOUNCE_MAILDIR = env_str("ESCALE_BOUNCE_MAILDIR", "")
# How long what came is kept as it came, for a person to look at.
BOUNCE_CONTENT_DAYS = env_int("ESCALE_BOUNCE_CONTENT_DAYS", 30)
# Above this share of the mail of the last hour, and this number, failures told with one same text
# are held for a person: they are rather about us.
BOUNCE_BREAKER_PERCENT = 5
BOUNCE_BREAKER_LEAST = 20
