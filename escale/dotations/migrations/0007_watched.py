from django.db import migrations

from escale.journal.watching import fill_client, watch


class Migration(migrations.Migration):
    """The database sees whom a dotation is for, what it is worth and where it stands change."""

    dependencies = [("dotations", "0006_wall"), ("journal", "0004_complete")]

    operations = [
        watch(
            "dotations_dotation",
            columns=(
                "client_id",
                "order_id",
                "matricule",
                "last_name",
                "first_name",
                "email",
                "phone",
                "amount",
                "status",
            ),
            about="'dotation:' || n.id",
            client="n.client_id",
        ),
        fill_client("dotations_dotation", kind="dotation", client="client_id"),
    ]
