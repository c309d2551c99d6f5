"""Logs: one line an event on standard error; no personal data, no token.

And what the outside may see of how it all goes.
"""

from django.core.exceptions import ImproperlyConfigured

from config.env import env_secret, env_str

# "line" for people; "json" for machines, with a line for each request.
LOG_FORMAT = env_str("ESCALE_LOG_FORMAT", "line")
if LOG_FORMAT not in ("line", "json"):
    raise ImproperlyConfigured("ESCALE_LOG_FORMAT must be line or json.")
# What Prometheus says to read /metrics; none: there is no such page.
METRICS_TOKEN = env_secret("ESCALE_METRICS_TOKEN", "")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"},
        "json": {"()": "escale.operations.logs.JsonLines"},
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "escale": {"level": "INFO"},
        "escale.operations.requests": {"level": "INFO" if LOG_FORMAT == "json" else "WARNING"},
        # It logs what it cannot read with a traceback; whoever calls it copes.
        "flufl.bounce": {"level": "CRITICAL"},
    },
}
