from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("mailing", "0003_delivered"),
    ]

    operations = [
        migrations.AddField(
            model_name="outgoingmessage",
            name="attachment",
            field=models.CharField(blank=True, db_default="", default="", max_length=80),
        ),
    ]
