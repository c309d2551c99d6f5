from django.db import migrations

# What a client asks is about its own order, whatever a page forgets to check.
SAME_CLIENT = """
ALTER TABLE inquiries_inquiry ADD CONSTRAINT inquiry_same_client_as_its_order
FOREIGN KEY (order_id, client_id) REFERENCES orders_order (number, client_id)
DEFERRABLE INITIALLY DEFERRED;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("inquiries", "0003_visitors"),
        ("orders", "0005_references_and_means"),
    ]

    operations = [
        migrations.RunSQL(
            SAME_CLIENT, "ALTER TABLE inquiries_inquiry DROP CONSTRAINT inquiry_same_client_as_its_order"
        ),
    ]
