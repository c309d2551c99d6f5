from django.db import migrations

from escale.journal.watching import fill_client


class Migration(migrations.Migration):
    """Lines of the journal say whose they are."""

    dependencies = [("inquiries", "0002_wall"), ("journal", "0004_complete")]

    operations = [
        fill_client("inquiries_inquiry", kind="inquiry", client="client_id"),
    ]
