from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ordering", "0002_client_reference"),
    ]

    operations = [
        migrations.AddField(
            model_name="draft",
            name="question",
            field=models.JSONField(db_default={}, default=dict),
        ),
        migrations.AddField(
            model_name="draft",
            name="answers",
            field=models.JSONField(db_default={}, default=dict),
        ),
        migrations.AddField(
            model_name="draft",
            name="notes",
            field=models.JSONField(db_default=[], default=list),
        ),
    ]
