"""A Django project that makes the same page as its documentation would have it.

PERSISTENT=1 keeps connections for ten minutes; without it, Django's default settings.
"""

import os
from pathlib import Path

from config.settings.demo import *  # noqa: F403
from config.settings.demo import DATABASES

DEBUG = False
ROOT_URLCONF = "bench.page_peers.django_page"
ALLOWED_HOSTS = ["127.0.0.1"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
DATABASES = {
    "default": DATABASES["default"]
    | {
        "CONN_MAX_AGE": 600 if os.environ.get("PERSISTENT") else 0,
        "CONN_HEALTH_CHECKS": False,
    }
}
