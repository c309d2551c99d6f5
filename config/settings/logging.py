"""Logs: one line an event on standard error; no personal data, no token."""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"},
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "escale": {"level": "INFO"},
        # It logs what it cannot read with a traceback; whoever calls it copes.
        "flufl.bounce": {"level": "CRITICAL"},
    },
}
