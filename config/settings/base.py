"""What every environment shares; each topic has its own file."""

from pathlib import Path
from typing import Any

import django_stubs_ext

from config.env import env_list, env_secret
from config.settings.bounces import *
from config.settings.brand import *
from config.settings.database import *
from config.settings.jobs import *
from config.settings.journal import *
from config.settings.logging import *
from config.settings.mail import *
from config.settings.payments import *
from config.settings.privacy import *
from config.settings.providers import *
from config.settings.security import *
from config.settings.sms import *
from config.settings.storage import *

django_stubs_ext.monkeypatch()

ROOT = Path(__file__).resolve().parents[2]

DEBUG = False
SECRET_KEY = env_secret("ESCALE_SECRET_KEY")
SECRET_KEY_FALLBACKS = env_list("ESCALE_SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = env_list("ESCALE_HOSTS", "localhost,127.0.0.1")
# Where the portal answers, for the links that leave in e-mails; never taken from a request.
SITE_URL = "http://localhost:8000"

INSTALLED_APPS = [
    "escale.tenancy",
    "escale.files",
    "escale.changes",
    "escale.rate_limits",
    "escale.journal",
    "escale.mailing",
    "escale.sms",
    "escale.bounces",
    "escale.accounts",
    "escale.clients",
    "escale.orders",
    "escale.dotations",
    "escale.activation",
    "escale.exchange",
    "escale.hints",
    "escale.ordering",
    "escale.imports",
    "escale.mass_sends",
    "escale.reminders",
    "escale.exports",
    "escale.inquiries",
    "escale.privacy",
    "escale.webkit",
    "escale.portal",
    "escale.beneficiary",
    "escale.backoffice",
    "escale.jobs",
    "escale.operations",
    "escale.backoffice.apps.ConsoleConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "payments",
    "procrastinate.contrib.django",
    "template_partials.apps.SimpleAppConfig",
]

CSRF_FAILURE_VIEW = "escale.webkit.views.form_expired"
MIDDLEWARE = [
    "escale.operations.requests.observed_requests",
    "escale.webkit.headers.policy_headers",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "escale.webkit.health.answered_health",
    "escale.webkit.compression.compressed_pages",
    "escale.webkit.language.chosen_language",
    "escale.webkit.sessions.KeptSessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "escale.webkit.request_size.limited_size",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "escale.webkit.session_limits.limited_sessions",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "escale.webkit.not_allowed.readable_refusals",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "escale.webkit.folding.Loader",
                            ["django.template.loaders.app_directories.Loader"],
                        )
                    ],
                )
            ],
            "builtins": [
                "template_partials.templatetags.partials",
                "escale.webkit.templatetags.webkit",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "escale.webkit.context.member",
            ],
        },
    }
]

# Holds the codes of the second factor that have served, each for half a minute. By itself Django
# removes a third of the rows at the 301st, living ones too.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"

# French unless a person chooses English; browsers decide nothing (escale/webkit/language.py).
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en-gb", "English")]
LOCALE_PATHS = [ROOT / "escale" / "locale"]
TIME_ZONE = "Europe/Paris"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "static/"
STATIC_ROOT = ROOT / "static-collected"
# The largest file that is read (escale/workbooks/limits.py), and what a form adds to it.
REQUEST_BYTES = 22 * 1024 * 1024
# Whatever its size, a file that is sent goes to disk as it comes, never to memory.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]

# The issuer's rules that staff do not set themselves (R29).
EDITABLE_BEFORE_FIRST_EMAIL = False
# Domains kept for examples (.example, .test, .invalid) receive no mail: refused unless said (D4).
ACCEPT_RESERVED_DOMAINS = False
# Domains that typing slips are compared with, besides the public providers (D4).
FAMILIAR_MAIL_DOMAINS: list[str] = []
