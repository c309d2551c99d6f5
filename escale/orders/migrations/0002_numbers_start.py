from django.db import migrations


class Migration(migrations.Migration):
    """Seven digits, like the guide's, and above every number taken over from elsewhere."""

    dependencies = [("orders", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "SELECT setval(pg_get_serial_sequence('orders_order', 'number'), 2860000)",
            migrations.RunSQL.noop,
        )
    ]
