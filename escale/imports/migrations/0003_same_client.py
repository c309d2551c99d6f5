from django.db import migrations

# What a client imports is for its own order, whatever a page forgets to check.
SAME_CLIENT = """
ALTER TABLE imports_import ADD CONSTRAINT import_same_client_as_its_order
FOREIGN KEY (order_id, client_id) REFERENCES orders_order (number, client_id)
DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE imports_import ADD CONSTRAINT import_same_client_as_meant_order
FOREIGN KEY (meant_order_id, client_id) REFERENCES orders_order (number, client_id)
DEFERRABLE INITIALLY DEFERRED;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("imports", "0002_questions"),
        ("orders", "0005_references_and_means"),
    ]

    operations = [
        migrations.RunSQL(
            SAME_CLIENT, "ALTER TABLE imports_import DROP CONSTRAINT import_same_client_as_its_order, DROP CONSTRAINT import_same_client_as_meant_order"
        ),
    ]
