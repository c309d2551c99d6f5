from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("imports", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="import",
            name="question",
            field=models.JSONField(db_default={}, default=dict),
        ),
        migrations.AddField(
            model_name="import",
            name="answers",
            field=models.JSONField(db_default={}, default=dict),
        ),
    ]
