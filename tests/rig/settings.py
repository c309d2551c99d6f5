"""The demonstration's settings, for processes that are started by the dozen and then broken."""

from config.env import env_str
from config.settings.demo import *

# Nothing is collected; the pages are the same.
MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith("whitenoise.")]
STORAGES["staticfiles"] = {
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage",
}
# Reached by the addresses of their hosts.
ALLOWED_HOSTS = ["*"]
# Not the demonstration's catcher: whoever is at that address.
EMAIL_HOST = env_str("ESCALE_SMTP_HOST", "127.0.0.1")
