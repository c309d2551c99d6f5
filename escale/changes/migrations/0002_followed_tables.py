from django.db import migrations

# What open pages show, and whose it is: each has a column `client_id`.
TABLES = (
    "clients_invitation",
    "clients_member",
    "dotations_dotation",
    "imports_import",
    "mailing_outgoingmessage",
    "mass_sends_masssend",
    "ordering_draft",
    "orders_order",
)
NOTED = """
CREATE OR REPLACE TRIGGER note_change_insert AFTER INSERT ON {table}
REFERENCING NEW TABLE AS present
FOR EACH STATEMENT EXECUTE FUNCTION escale_note_change();
CREATE OR REPLACE TRIGGER note_change_update AFTER UPDATE ON {table}
REFERENCING NEW TABLE AS present
FOR EACH STATEMENT EXECUTE FUNCTION escale_note_change();
CREATE OR REPLACE TRIGGER note_change_delete AFTER DELETE ON {table}
REFERENCING OLD TABLE AS former
FOR EACH STATEMENT EXECUTE FUNCTION escale_note_change();
"""


class Migration(migrations.Migration):
    # One table after the other: whoever writes to two of them never waits for both.
    atomic = False

    dependencies = [
        ("changes", "0001_initial"),
        ("clients", "0001_initial"),
        ("dotations", "0001_initial"),
        ("imports", "0001_initial"),
        ("mailing", "0001_initial"),
        ("mass_sends", "0001_initial"),
        ("ordering", "0001_initial"),
        ("orders", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(NOTED.format(table=table), migrations.RunSQL.noop) for table in TABLES
    ]
