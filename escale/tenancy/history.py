"""Which migrations made a database: those of before the first release are no more (ADR 0016)."""

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder

# Every package's initial migration comes after it.
FIRST = ("tenancy", "0001_initial")


def is_of_former_migrations(connection: BaseDatabaseWrapper) -> bool:
    """Whether it has tables of ours that were made before migrations started again."""
    applied = MigrationRecorder(connection).applied_migrations()
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("escale.")}
    return FIRST not in applied and any(package in ours for package, _name in applied)
