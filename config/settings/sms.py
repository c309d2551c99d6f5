"""Outgoing texts: one gateway, or none (docs/how-to/send-texts.md)."""

import json

from config.env import env_int, env_secret, env_str

# The dotted path of a gateway, such as escale.sms.gateways.brevo.BrevoGateway; none: texts fail.
SMS_GATEWAY = env_str("ESCALE_SMS_GATEWAY", "")
# Its keyword arguments, in JSON; they hold its secret.
SMS_OPTIONS = json.loads(env_secret("ESCALE_SMS_OPTIONS", "{}"))
# What phones show: eleven letters and digits at most.
SMS_SENDER = env_str("ESCALE_SMS_SENDER", "Escale")
# Texts of one client in 24 hours: a mistake must not cost a fortune.
SMS_DAILY_LIMIT = env_int("ESCALE_SMS_DAILY_LIMIT", 5000)
# Longer than any exchange with the gateway; a text still in hand after that has failed.
SMS_LEASE_SECONDS = env_int("ESCALE_SMS_LEASE_SECONDS", 60)
