"""Migration operations by which a package has its tables watched (ADR 0012).

The trigger is the database's own: raw SQL, psql and a forgotten path write a `JournalChange` like
any action. It runs once a statement, whatever the number of rows.
"""

from collections.abc import Sequence

from django.db import migrations

# A plan is made for one row and kept for ten thousand: nested loops would be a disaster then.
# A role that may write the table needs no right on the journal: the function has its owner's.
_FUNCTION = """
CREATE OR REPLACE FUNCTION journal_watch_{table}_{name}() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp SET enable_nestloop = off AS $$
BEGIN
    INSERT INTO journal_journalchange (role, operation, client_id, abouts, changes, is_first)
    SELECT session_user, TG_OP, client_id, array_agg(about), changes, row_number() OVER () = 1
    FROM ({source}) AS changed GROUP BY client_id, changes;
    RETURN NULL;
END $$;
CREATE TRIGGER journal_watch_{name} AFTER {operation} ON {table} {referencing}
FOR EACH STATEMENT EXECUTE FUNCTION journal_watch_{table}_{name}();
"""
_DIFFERENCES = """
    SELECT {client} AS client_id, {about} AS about,
           jsonb_strip_nulls(jsonb_build_object({pairs})) AS changes
    FROM former o JOIN present n ON n.{key} = o.{key}
    WHERE ({formers}) IS DISTINCT FROM ({presents})
"""
_ROWS = "SELECT {client} AS client_id, {about} AS about, '{{}}'::jsonb AS changes FROM {rows} n"
_REFERENCING = {
    "INSERT": "REFERENCING NEW TABLE AS present",
    "UPDATE": "REFERENCING OLD TABLE AS former NEW TABLE AS present",
    "DELETE": "REFERENCING OLD TABLE AS former",
}
# What is gone takes its values along: the journal is no copy of what had to be erased.
_SOURCES = {"INSERT": "present", "DELETE": "former"}


def watch(
    table: str, *, columns: Sequence[str], about: str, client: str = "NULL::bigint", key: str = "id"
) -> migrations.RunSQL:
    """`about` and `client` are SQL on a row `n`; `key` never changes; no secret among `columns`."""
    return migrations.RunSQL(
        "".join(
            _FUNCTION.format(
                table=table,
                name=operation.lower(),
                operation=operation,
                referencing=referencing,
                source=_source(operation, columns, about, client, key),
            )
            for operation, referencing in _REFERENCING.items()
        ),
        "".join(
            f"DROP FUNCTION journal_watch_{table}_{operation.lower()}() CASCADE;"
            for operation in _REFERENCING
        ),
    )


def fill_client(table: str, *, kind: str, key: str = "id", client: str) -> migrations.RunSQL:
    """Whose things the lines of the past are about. What was removed since stays staff's alone."""
    return migrations.RunSQL(
        f"""
        ALTER TABLE journal_journalentry DISABLE TRIGGER journal_append_only;
        UPDATE journal_journalentry SET client_id = n.{client} FROM {table} n
        WHERE about = '{kind}:' || n.{key} AND journal_journalentry.client_id IS NULL;
        ALTER TABLE journal_journalentry ENABLE TRIGGER journal_append_only;
        """,  # noqa: S608  # names of tables and columns, given by migrations
        migrations.RunSQL.noop,
    )


def _source(operation: str, columns: Sequence[str], about: str, client: str, key: str) -> str:
    if operation in _SOURCES:
        return _ROWS.format(client=client, about=about, rows=_SOURCES[operation])
    return _DIFFERENCES.format(
        client=client,
        about=about,
        key=key,
        pairs=", ".join(
            f"'{column}', CASE WHEN o.{column} IS DISTINCT FROM n.{column} "
            f"THEN jsonb_build_array(o.{column}, n.{column}) END"
            for column in columns
        ),
        formers=", ".join(f"o.{column}" for column in columns),
        presents=", ".join(f"n.{column}" for column in columns),
    )
