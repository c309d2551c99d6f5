from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("exports", "0001_initial"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="export",
            name="export_kind_known",
        ),
        migrations.AlterField(
            model_name="export",
            name="kind",
            field=models.CharField(
                choices=[
                    ("order", "dotations modifiables"),
                    ("details", "détail de la commande"),
                    ("search", "recherche"),
                    ("orders", "commandes"),
                    ("journal", "journal"),
                    ("everything", "toutes les données"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="export",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["order", "details", "search", "orders", "journal", "everything"])
                ),
                name="export_kind_known",
            ),
        ),
    ]
