"""Operations for migrations: row-level security, forced, on each table that holds clients' data."""

from typing import Any

from django.db.migrations.operations import RunSQL

from escale.tenancy.scopes import CLIENT_ROLE, SYSTEM_ROLE

BUILD = """
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON {table} TO {system} USING (true) WITH CHECK (true);
"""
OPEN = "CREATE POLICY client ON {table} TO {client} USING ({rule}) WITH CHECK ({rule});"
DEMOLISH = """
DROP POLICY IF EXISTS client ON {table};
DROP POLICY system ON {table};
ALTER TABLE {table} DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY;
"""
ROLES = {"client": CLIENT_ROLE, "system": SYSTEM_ROLE}


class Wall(RunSQL):
    """A client reaches the rows of which `rule` holds; without a rule, none."""

    def __init__(self, table: str, rule: str = "") -> None:
        self.table, self.rule = table, rule
        build = (BUILD + OPEN if rule else BUILD).format(table=table, rule=rule, **ROLES)
        super().__init__(build, DEMOLISH.format(table=table))

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [self.table, self.rule], {}

    def describe(self) -> str:
        return f"Wall around {self.table}"


def owned(column: str = "client_id") -> str:
    """The rule of a table whose rows say which client they belong to."""
    # A query of its own: asked once for a statement, not for each row.
    return f"{column} = (SELECT escale_client())"


def of_parent(column: str, parent: str, key: str = "id") -> str:
    """The rule of a table whose rows go with their parent's, itself behind a wall."""
    return f"EXISTS (SELECT FROM {parent} parent WHERE parent.{key} = {column})"
