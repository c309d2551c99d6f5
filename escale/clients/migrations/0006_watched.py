from django.db import migrations

from escale.journal.watching import fill_client, watch


class Migration(migrations.Migration):
    """The database sees the clients and their people change."""

    dependencies = [("clients", "0005_people"), ("journal", "0004_complete")]

    operations = [
        watch(
            "clients_client",
            columns=("code", "name", "email", "contact_name", "phone", "address"),
            about="'client:' || n.code",
            client="n.id",
        ),
        watch(
            "clients_member",
            columns=("user_id", "client_id", "role"),
            about="'member:' || n.id",
            client="n.client_id",
        ),
        fill_client("clients_client", kind="client", key="code", client="id"),
    ]
