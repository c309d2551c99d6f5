"""The demonstration's settings, and the libraries that a Django project would use instead."""

import warnings

from config.settings.demo import *  # noqa: F403
from config.settings.demo import INSTALLED_APPS, STORAGES

INSTALLED_APPS = [*INSTALLED_APPS, "post_office", "mailer"]
POST_OFFICE = {
    "BATCH_SIZE": 1_000,
    "BACKENDS": {"default": "django.core.mail.backends.smtp.EmailBackend"},
}
MAILER_EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
# All is sent in one go, as ours is.
MAILER_EMAIL_THROTTLE = 0
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = "127.0.0.1"
EMAIL_PORT = 10925
EMAIL_USE_TLS = False
EMAIL_HOST_USER = EMAIL_HOST_PASSWORD = ""
# Whitenoise is there for its cost; it has nothing to serve.
warnings.filterwarnings("ignore", message="No directory at")
# Pages are measured without a first `collectstatic`.
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
