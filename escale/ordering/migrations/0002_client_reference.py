from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ordering", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="draft",
            name="client_reference",
            field=models.CharField(blank=True, db_default="", default="", max_length=40),
        ),
    ]
