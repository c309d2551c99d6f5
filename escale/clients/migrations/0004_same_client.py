from django.db import migrations

# The e-mail of an invitation is its client's, whatever a page forgets to check.
SAME_CLIENT = """
ALTER TABLE clients_invitation ADD CONSTRAINT invitation_same_client_as_its_message
FOREIGN KEY (message_id, client_id) REFERENCES mailing_outgoingmessage (id, client_id)
DEFERRABLE INITIALLY DEFERRED;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("clients", "0003_closed_tables"),
        ("mailing", "0005_message_and_client"),
    ]

    operations = [
        migrations.RunSQL(
            SAME_CLIENT, "ALTER TABLE clients_invitation DROP CONSTRAINT invitation_same_client_as_its_message"
        ),
    ]
