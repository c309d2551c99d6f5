"""Background jobs: procrastinate, in the same PostgreSQL."""

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "schedule"
PROCRASTINATE_IMPORT_PATHS = [
    "escale.jobs.accounts",
    "escale.jobs.activation",
    "escale.jobs.exports",
    "escale.jobs.imports",
    "escale.jobs.mail",
    "escale.jobs.mass_sends",
    "escale.jobs.ordering",
    "escale.jobs.production",
    "escale.jobs.reminders",
    "escale.jobs.texts",
]
# Failed jobs stay, to be looked at; the others would fill the table.
PROCRASTINATE_WORKER_DEFAULTS = {"delete_jobs": "successful"}
