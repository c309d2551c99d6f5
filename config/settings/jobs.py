"""Background jobs: procrastinate, in the same PostgreSQL."""

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "schedule"
PROCRASTINATE_IMPORT_PATHS = ["escale.jobs.mail"]
