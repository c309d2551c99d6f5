"""Typed readers of the environment: one variable, one type, one clear failure naming it."""

import os
from collections.abc import Mapping
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from psycopg.conninfo import conninfo_to_dict
from psycopg.errors import Error as PsycopgError


def env_str(name: str, default: str | None = None) -> str:
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"Set the environment variable {name}.")
    return value


def env_bool(name: str, *, default: bool) -> bool:
    raw = os.environ.get(name)
    if raw is None:
        return default
    if raw.lower() in {"1", "true", "yes", "on"}:
        return True
    if raw.lower() in {"0", "false", "no", "off", ""}:
        return False
    raise ImproperlyConfigured(f"{name} must be true or false, not {raw!r}.")


def env_int(name: str, default: int) -> int:
    raw = os.environ.get(name, str(default))
    try:
        return int(raw)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {raw!r}.") from None


def env_list(name: str, default: str = "") -> list[str]:
    """Comma-separated values, blanks dropped."""
    return [item.strip() for item in env_str(name, default).split(",") if item.strip()]


def env_rates(name: str) -> dict[str, int]:
    """ "one=10,two=20" as whole numbers by name, in lower case."""
    rates = {}
    for item in env_list(name):
        key, _equals, number = item.partition("=")
        if not number.strip().isdigit():
            raise ImproperlyConfigured(f"{name} must be written name=number,…, not {item!r}.")
        rates[key.strip().lower()] = int(number)
    return rates


def env_secret(name: str, default: str | None = None) -> str:
    """The variable itself, or the content of the file that NAME_FILE points to."""
    path = os.environ.get(f"{name}_FILE")
    if path is None:
        return env_str(name, default)
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ImproperlyConfigured(f"{name}_FILE cannot be read: {error}") from None


def env_database(
    name: str, *, server_options: str = "", link: Mapping[str, object] | None = None
) -> dict[str, object]:
    """Django's DATABASES entry from a libpq URI such as postgresql://user@host/escale.

    `server_options` are given to each session, before those of the URI, which win; so they do over
    `link`, the parameters of the connection itself.
    """
    try:
        parts = conninfo_to_dict(env_secret(name))
    except PsycopgError as error:
        raise ImproperlyConfigured(f"{name} is not a PostgreSQL address: {error}") from None
    names = {
        "dbname": "NAME",
        "user": "USER",
        "password": "PASSWORD",
        "host": "HOST",
        "port": "PORT",
    }
    entry: dict[str, object] = {"ENGINE": "django.db.backends.postgresql"}
    entry |= {names[key]: str(value) for key, value in parts.items() if key in names}
    options = dict(link or {})
    options |= {key: value for key, value in parts.items() if key not in names}
    options["options"] = f"{server_options} {options.get('options', '')}".strip()
    entry["OPTIONS"] = options
    return entry
