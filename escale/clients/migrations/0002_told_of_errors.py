from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("clients", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="member",
            name="is_told_of_errors",
            field=models.BooleanField(
                db_default=True, default=True, verbose_name="prévenu des erreurs e-mail"
            ),
        ),
    ]
