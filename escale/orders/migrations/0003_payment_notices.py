from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("orders", "0002_validity"),
    ]

    operations = [
        migrations.AddField(
            model_name="order",
            name="payment_notices",
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
    ]
