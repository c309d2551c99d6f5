from django.db import migrations

from escale.journal.watching import fill_client


class Migration(migrations.Migration):
    """Lines of the journal say whose they are."""

    dependencies = [("mass_sends", "0003_wall"), ("journal", "0004_complete")]

    operations = [
        fill_client("mass_sends_masssend", kind="mass-send", client="client_id"),
    ]
