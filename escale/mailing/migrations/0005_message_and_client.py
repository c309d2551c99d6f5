from django.db import migrations, models

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
