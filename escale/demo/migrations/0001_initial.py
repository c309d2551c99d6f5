import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="CaughtMail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "received_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("envelope_from", models.CharField(blank=True, max_length=320)),
                ("recipient", models.CharField(max_length=320)),
                ("subject", models.CharField(blank=True, max_length=500)),
                ("message_id", models.CharField(blank=True, max_length=320)),
                ("content", models.BinaryField()),
                ("size", models.PositiveIntegerField()),
                ("refusal", models.CharField(blank=True, max_length=500)),
                ("search", models.TextField(blank=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("mail", "E-mail"), ("text", "SMS")], default="mail", max_length=4
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Restoring",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "asked_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("done_at", models.DateTimeField(null=True)),
            ],
        ),
    ]
