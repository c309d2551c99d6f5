"""How long what is known of people is kept, in days; see escale/privacy/classes.py."""

from config.env import env_int

# From the end of the order: names and addresses of its beneficiaries.
CONTACT_DAYS = env_int("ESCALE_CONTACT_DAYS", 730)
# From their outcome: to whom e-mails and texts went, and the values they were made of.
MESSAGE_DAYS = env_int("ESCALE_MESSAGE_DAYS", 90)
# From the message: what a client wrote to the issuer, and the answers.
INQUIRY_DAYS = env_int("ESCALE_INQUIRY_DAYS", 730)
# The same, of somebody who did not sign in.
VISITOR_INQUIRY_DAYS = env_int("ESCALE_VISITOR_INQUIRY_DAYS", 180)
