import django.db.models.deletion
from django.db import migrations, models

# In place of the key on the message alone. NOT VALID, then validated: nobody waits meanwhile.
# A try that gave up may have left it (operations/management/commands/migrate.py).
NOT_YET = """
ALTER TABLE dotations_dotation DROP CONSTRAINT IF EXISTS dotation_same_client_as_its_message
"""
SAME_CLIENT = """
ALTER TABLE dotations_dotation ADD CONSTRAINT dotation_same_client_as_its_message
FOREIGN KEY (last_message_id, client_id) REFERENCES mailing_outgoingmessage (id, client_id)
DEFERRABLE INITIALLY DEFERRED NOT VALID
"""
VALIDATE = "ALTER TABLE dotations_dotation VALIDATE CONSTRAINT dotation_same_client_as_its_message"


class Migration(migrations.Migration):
    atomic = False
    dependencies = [
        ("dotations", "0003_status_in_the_search_index"),
        ("mailing", "0005_message_and_client"),
    ]

    operations = [
        migrations.RunSQL(NOT_YET, migrations.RunSQL.noop),
        migrations.RunSQL(
            SAME_CLIENT,
            "ALTER TABLE dotations_dotation DROP CONSTRAINT dotation_same_client_as_its_message",
        ),
        migrations.RunSQL(VALIDATE, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="dotation",
            name="last_message",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="mailing.outgoingmessage",
            ),
        ),
    ]
