from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reminders", "0002_expiry_notice"),
    ]

    operations = [
        migrations.AddField(
            model_name="digest",
            name="is_introduced",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
