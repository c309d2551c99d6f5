"""The database: how each session is opened, and when it is given up."""

from config.env import env_database, env_int, env_str

# Many short requests on few cores: an index is read rather than a table, by one process alone.
# A new connection for each of them would cost three times the page (docs/performance.md).
SESSION_OPTIONS = "-c random_page_cost=1.1 -c max_parallel_workers_per_gather=0"
# Set by what serves pages (config/wsgi.py): jobs and migrations may take their time.
if STATEMENT_SECONDS := env_int("ESCALE_STATEMENT_SECONDS", 0):
    SESSION_OPTIONS += f" -c statement_timeout={STATEMENT_SECONDS}s"
# What the login takes on at once (docs/concerns/permissions.md); none: what the server gives it.
if DATABASE_ROLE := env_str("ESCALE_DATABASE_ROLE", ""):
    SESSION_OPTIONS += f" -c role={DATABASE_ROLE}"
# A host that is gone says nothing: without these, its session would keep its locks, and ours would
# wait for it, for a quarter of an hour. Both ends give up within half a minute.
SESSION_OPTIONS += " -c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5"
SESSION_OPTIONS += " -c tcp_keepalives_count=3 -c tcp_user_timeout=20000"
LINK = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}
DATABASES = {
    "default": env_database("DATABASE_URL", server_options=SESSION_OPTIONS, link=LINK)
    | {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
}
