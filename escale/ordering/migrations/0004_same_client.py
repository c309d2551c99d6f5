from django.db import migrations

# What a client orders, or copies, is its own, whatever a page forgets to check.
SAME_CLIENT = """
ALTER TABLE ordering_draft ADD CONSTRAINT draft_same_client_as_its_order
FOREIGN KEY (order_id, client_id) REFERENCES orders_order (number, client_id)
DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ordering_draft ADD CONSTRAINT draft_same_client_as_copied_order
FOREIGN KEY (copied_order_id, client_id) REFERENCES orders_order (number, client_id)
DEFERRABLE INITIALLY DEFERRED;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("ordering", "0003_questions"),
        ("orders", "0005_references_and_means"),
    ]

    operations = [
        migrations.RunSQL(
            SAME_CLIENT, "ALTER TABLE ordering_draft DROP CONSTRAINT draft_same_client_as_its_order, DROP CONSTRAINT draft_same_client_as_copied_order"
        ),
    ]
