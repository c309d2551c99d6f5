from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("activation", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="beneficiary",
            name="language",
            field=models.CharField(db_default="fr", default="fr", max_length=5),
        ),
    ]
