import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("clients", "0002_told_of_errors"),
        ("inquiries", "0002_cancellations"),
    ]

    operations = [
        migrations.AddField(
            model_name="inquiry",
            name="organisation",
            field=models.CharField(blank=True, db_default="", max_length=150),
        ),
        migrations.AddField(
            model_name="inquiry",
            name="phone",
            field=models.CharField(blank=True, db_default="", max_length=40),
        ),
        migrations.AlterField(
            model_name="inquiry",
            name="client",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="inquiries",
                to="clients.client",
            ),
        ),
        migrations.CreateModel(
            name="IssuerContact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="téléphone")),
                (
                    "opening_hours",
                    models.CharField(
                        blank=True,
                        help_text="Par exemple « du lundi au vendredi, de 9 h à 18 h ».",
                        max_length=120,
                        verbose_name="horaires",
                    ),
                ),
                (
                    "email",
                    models.EmailField(
                        blank=True,
                        help_text="Publique : visible sans se connecter.",
                        max_length=254,
                        verbose_name="adresse e-mail",
                    ),
                ),
                (
                    "postal_address",
                    models.TextField(blank=True, max_length=300, verbose_name="adresse postale"),
                ),
            ],
            options={
                "verbose_name": "coordonnées de l’émetteur",
                "verbose_name_plural": "coordonnées de l’émetteur",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pk", 1)), name="issuer_contact_single"
                    )
                ],
            },
        ),
    ]
