from django.db import migrations, models

# What a try that gave up may have left (operations/management/commands/migrate.py).
NO_CONSTRAINT = """
ALTER TABLE mailing_outgoingmessage DROP CONSTRAINT IF EXISTS message_and_client
"""
NO_INDEX = "DROP INDEX CONCURRENTLY IF EXISTS message_and_client"
UNIQUE = """
CREATE UNIQUE INDEX CONCURRENTLY message_and_client ON mailing_outgoingmessage (id, client_id);
"""
CONSTRAINT = """
ALTER TABLE mailing_outgoingmessage
ADD CONSTRAINT message_and_client UNIQUE USING INDEX message_and_client;
"""


class Migration(migrations.Migration):
    # Millions of rows: nobody waits while the index is built.
    atomic = False
    dependencies = [
        ("mailing", "0004_attachment"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            [
                migrations.RunSQL(NO_CONSTRAINT, migrations.RunSQL.noop),
                migrations.RunSQL(NO_INDEX, migrations.RunSQL.noop),
                migrations.RunSQL(UNIQUE, "DROP INDEX IF EXISTS message_and_client"),
                migrations.RunSQL(
                    CONSTRAINT,
                    "ALTER TABLE mailing_outgoingmessage DROP CONSTRAINT message_and_client",
                ),
            ],
            [
                migrations.AddConstraint(
                    "outgoingmessage",
                    models.UniqueConstraint(
                        fields=("id", "client_id"), name="message_and_client"
                    ),
                ),
            ],
        ),
    ]
