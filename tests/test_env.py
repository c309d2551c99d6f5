from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.env import env_bool, env_database, env_int, env_list, env_rates, env_secret, env_str


def test_a_wrong_value_names_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ESCALE_X", "perhaps")
    with pytest.raises(ImproperlyConfigured, match="ESCALE_X"):
        env_bool("ESCALE_X", default=True)
    with pytest.raises(ImproperlyConfigured, match="ESCALE_X"):
        env_int("ESCALE_X", 1)
    with pytest.raises(ImproperlyConfigured, match="ESCALE_Y"):
        env_str("ESCALE_Y")


def test_typed_values(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ESCALE_X", "on")
    assert env_bool("ESCALE_X", default=False) is True
    monkeypatch.setenv("ESCALE_X", " a, ,b ")
    assert env_list("ESCALE_X") == ["a", "b"]


def test_a_secret_may_come_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text("secret\n")
    monkeypatch.setenv("ESCALE_X_FILE", str(file))
    assert env_secret("ESCALE_X") == "secret"
    monkeypatch.setenv("ESCALE_X_FILE", str(tmp_path / "absent"))
    with pytest.raises(ImproperlyConfigured, match="ESCALE_X_FILE"):
        env_secret("ESCALE_X")


def test_a_database_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://escale@/escale?host=%2Ftmp%2Fa%20b")
    entry = env_database("DATABASE_URL", server_options="-c random_page_cost=1.1")
    assert (entry["HOST"], entry["NAME"], entry["USER"]) == ("/tmp/a b", "escale", "escale")  # noqa: S108
    assert entry["OPTIONS"] == {"options": "-c random_page_cost=1.1"}
    monkeypatch.setenv("DATABASE_URL", "postgresql://escale@db/escale?connect_timeout=9")
    entry = env_database("DATABASE_URL", link={"connect_timeout": 5, "keepalives_idle": 10})
    assert entry["OPTIONS"] == {"connect_timeout": "9", "keepalives_idle": 10, "options": ""}
    monkeypatch.setenv("DATABASE_URL", "sqlite:///x")
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        env_database("DATABASE_URL")


def test_rates_are_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RATES", "Orange.fr=300, free.fr=120")
    assert env_rates("RATES") == {"orange.fr": 300, "free.fr": 120}
    monkeypatch.setenv("RATES", "orange.fr")
    with pytest.raises(ImproperlyConfigured, match=r"orange\.fr"):
        env_rates("RATES")
