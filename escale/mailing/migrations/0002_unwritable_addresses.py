from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("mailing", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="outgoingmessage",
            name="cause",
            field=models.CharField(
                blank=True,
                choices=[
                    ("unwritable", "Adresse à laquelle on ne peut pas écrire"),
                    ("unknown-domain", "Domaine inconnu"),
                    ("unknown-address", "Adresse inexistante"),
                    ("disabled", "Boîte de réception désactivée"),
                    ("mailbox-full", "Boîte de réception pleine"),
                    ("too-large", "Message trop volumineux pour le destinataire"),
                    ("refused", "Refusé par le serveur du destinataire"),
                    ("busy", "Report demandé par le serveur du destinataire"),
                    ("no-answer", "Sans réponse du serveur"),
                    ("ours", "Envoi momentanément suspendu"),
                ],
                max_length=20,
            ),
        ),
    ]
