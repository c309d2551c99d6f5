from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dotations", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="dotation",
            name="ended_at",
            field=models.DateTimeField(null=True),
        ),
    ]
