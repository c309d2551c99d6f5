"""Loaded before the settings: gives the tests a server of their own, stopped when they end.

Not the demonstration's: `make test` and `make demo` run side by side.
"""

from escale.local.embedded_postgres import provide_database_url

started = provide_database_url("test-postgres")


def pytest_unconfigure() -> None:
    # Workers of xdist inherit DATABASE_URL, so that only the process that started it stops it.
    if started is not None:
        started.stop()
