from django.db import migrations

# What a client exports is of its own order, whatever a page forgets to check.
SAME_CLIENT = """
ALTER TABLE exports_export ADD CONSTRAINT export_same_client_as_its_order
FOREIGN KEY (order_id, client_id) REFERENCES orders_order (number, client_id)
DEFERRABLE INITIALLY DEFERRED;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("exports", "0002_order_history"),
        ("orders", "0005_references_and_means"),
    ]

    operations = [
        migrations.RunSQL(
            SAME_CLIENT, "ALTER TABLE exports_export DROP CONSTRAINT export_same_client_as_its_order"
        ),
    ]
