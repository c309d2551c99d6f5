from django.db import migrations


class Migration(migrations.Migration):
    """A dotation refers to its order and its client as a pair: neither alone can be another's.

    Identifiers start above those of the guide; eight digits, as in its exports (R39).
    """

    dependencies = [("dotations", "0001_initial"), ("orders", "0001_initial")]

    operations = [
        migrations.RunSQL(
            """
            ALTER TABLE dotations_dotation
            ADD CONSTRAINT dotation_same_client_as_its_order
            FOREIGN KEY (order_id, client_id) REFERENCES orders_order (number, client_id)
            DEFERRABLE INITIALLY DEFERRED
            """,
            "ALTER TABLE dotations_dotation DROP CONSTRAINT dotation_same_client_as_its_order",
        ),
        migrations.RunSQL(
            "SELECT setval(pg_get_serial_sequence('dotations_dotation', 'id'), 12000000)",
            migrations.RunSQL.noop,
        ),
    ]
