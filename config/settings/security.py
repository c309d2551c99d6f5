"""Signing in, cookies, headers."""

from csp.constants import NONE, SELF

from config.env import env_bool
from config.settings.brand import BRAND_NAME
from config.settings.payments import CARD_HOSTS

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
# CNIL 2022-100 with a limit on tries: length, not composition (reliability A2).
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "escale.accounts.password_rules.GuessableValidator"},
]

# R1: the sign-in name is the client code, not an e-mail address.
ACCOUNT_ADAPTER = "escale.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "identifier"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {"login": "escale.accounts.forms.SignInForm"}
# The library counts nothing: its counters are in a cache (escale/rate_limits).
ACCOUNT_RATE_LIMITS = False
MFA_RATE_LIMITS = False
MFA_FORMS = {
    "authenticate": "escale.accounts.factor_forms.CodeForm",
    "reauthenticate": "escale.accounts.factor_forms.ConfirmationForm",
    "activate_totp": "escale.accounts.factor_forms.NewCodesForm",
}
# A code or a key besides the password: offered to members, required of staff (ASVS 6.3.3).
STAFF_SECOND_FACTOR = env_bool("ESCALE_STAFF_SECOND_FACTOR", default=True)
MFA_ADAPTER = "escale.accounts.mfa_adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = BRAND_NAME
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:home"
ACCOUNT_LOGOUT_REDIRECT_URL = "portal:welcome"

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
# Seconds without opening a page or sending a form, and in all (S3): of members, of staff.
SESSION_IDLE = {"member": 30 * 60, "staff": 15 * 60}
SESSION_WHOLE = {"member": 12 * 3600, "staff": 8 * 3600}
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "frame-src": [SELF],
        "manifest-src": [SELF],
        # Browsers check the redirects of a form too: paying by card leads to the provider.
        "form-action": [SELF, *CARD_HOSTS],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
