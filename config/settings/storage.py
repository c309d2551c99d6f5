"""Where files are kept that are sent, until they have been read, and large exports, for a day."""

import json
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from config.env import env_secret, env_str

ROOT = Path(__file__).resolve().parents[2]

# What all hosts share already; a folder that they share; or a store that speaks S3.
BACKENDS = {
    "database": "escale.files.storage.DatabaseStorage",
    "folder": "django.core.files.storage.FileSystemStorage",
    "s3": "storages.backends.s3.S3Storage",
}
STORAGE = env_str("ESCALE_STORAGE", "database")
if STORAGE not in BACKENDS:
    raise ImproperlyConfigured(f"ESCALE_STORAGE must be one of {', '.join(BACKENDS)}.")
MEDIA_ROOT = env_str("ESCALE_UPLOADS", str(ROOT / "var" / "uploads"))
# What django-storages is told of the store, in JSON; it holds its keys.
STORAGE_OPTIONS = json.loads(env_secret("ESCALE_STORAGE_OPTIONS", "{}"))
# Two files never share a name, and nobody but the portal reads them.
S3_RULES = {"file_overwrite": False, "default_acl": None, "querystring_auth": True}

STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": BACKENDS[STORAGE]},
    # Read by the proxy's account too, whatever the umask of who collects them.
    "staticfiles": {
        "BACKEND": "escale.webkit.static_files.HashedStorage",
        "OPTIONS": {"file_permissions_mode": 0o644, "directory_permissions_mode": 0o755},
    },
}
if STORAGE == "s3":
    STORAGES["default"]["OPTIONS"] = S3_RULES | STORAGE_OPTIONS
