"""What tells whether it all goes on. No figure here names anybody, nor any client."""

from dataclasses import dataclass

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

# A worker gives a sign of life every ten seconds.
WORKER_SECONDS = 30
# Of what waits alone, by its own indexes: what has left is counted in millions.
OF_STATE = """
    SELECT 'escale_outbox_messages', 'state', '{state}', count(*)::float8
    FROM mailing_outgoingmessage WHERE state = '{state}'
"""
OTHERS = f"""
    SELECT 'escale_outbox_oldest_seconds', '', '',
        coalesce(extract(epoch FROM clock_timestamp() - min(created_at)), 0)
    FROM mailing_outgoingmessage WHERE state IN ('queued', 'deferred')
    UNION ALL
    SELECT 'escale_outbox_unmade', '', '', count(*) FROM mailing_outgoingmessage
    WHERE state IN ('queued', 'deferred') AND attempts >= 3 AND diagnostic LIKE 'unmade: %'
    UNION ALL
    SELECT 'escale_mail_holds', 'scope', scope, (
        SELECT count(*) FROM mailing_mailhold WHERE (domain = '') = (scope = 'all'))
    FROM (VALUES ('all'), ('domain')) scopes (scope)
    UNION ALL
    SELECT 'escale_texts_waiting', '', '', count(*) FROM sms_outgoingtext WHERE state = 'queued'
    UNION ALL
    SELECT 'escale_jobs', 'status', wanted, (
        SELECT count(*) FROM procrastinate_jobs WHERE status::text = wanted)
    FROM (VALUES ('todo'), ('doing'), ('failed')) statuses (wanted)
    UNION ALL
    SELECT 'escale_jobs_oldest_seconds', '', '', coalesce(extract(epoch FROM clock_timestamp() - (
        SELECT min(at) FROM procrastinate_events WHERE type = 'deferred' AND job_id = (
            SELECT min(id) FROM procrastinate_jobs
            WHERE status = 'todo' AND coalesce(scheduled_at <= clock_timestamp(), true)))), 0)
    UNION ALL
    SELECT 'escale_workers', '', '', count(*) FROM procrastinate_workers
    WHERE last_heartbeat > clock_timestamp() - interval '{WORKER_SECONDS} seconds'
    UNION ALL
    SELECT 'escale_imports_busy', '', '', count(*)
    FROM imports_import WHERE status IN ('checking', 'applying', 'undoing')
    UNION ALL
    SELECT 'escale_exports_busy', '', '', count(*) FROM exports_export WHERE status = 'preparing'
"""  # noqa: S608  # a number of ours
WAITING = ("queued", "deferred", "sending")
FIGURES = "UNION ALL".join([*(OF_STATE.format(state=state) for state in WAITING), OTHERS])


@dataclass(frozen=True, slots=True)
class Figure:
    """`label` and `value` are empty for a figure that stands alone."""

    name: str
    label: str
    value: str
    number: float


def figures() -> list[Figure]:
    """One statement. In the system's scope: a client would see its own alone."""
    with connection.cursor() as cursor:
        cursor.execute(FIGURES)
        return [Figure(*row) for row in cursor.fetchall()]


def are_migrations_applied() -> bool:
    """All that this code knows; a database that is ahead of it is fine, while hosts are renewed."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
