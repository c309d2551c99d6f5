"""The tests: real PostgreSQL, fast password hashes, e-mails kept until a test delivers them."""

import os

os.environ.setdefault("ESCALE_SECRET_KEY", "for-tests-only-0123456789-0123456789-0123456789")

from config.env import env_str
from config.settings.demo import *

# Static files are collected for a portal that runs, not for tests.
MIDDLEWARE = [
    "tests.web_role.as_web_role",
    *(name for name in MIDDLEWARE if not name.startswith("whitenoise.")),
]
CONTACT_DAYS = 730
# Nobody restores anything behind a test.
DEMO_RESTORING_SECONDS = 0
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Migrated once, for every process of a run (tests/rig/templates.py).
DATABASES["default"]["TEST"] = {"TEMPLATE": env_str("ESCALE_TEST_TEMPLATE", "")}
