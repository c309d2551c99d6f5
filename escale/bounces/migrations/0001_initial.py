import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

# A client reaches its own rows, the system all of them (docs/how-to/add-a-table.md).
ROW_LEVEL_SECURITY = """
ALTER TABLE bounces_receivedbounce ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON bounces_receivedbounce TO escale_system USING (true) WITH CHECK (true);
CREATE POLICY client ON bounces_receivedbounce TO escale_client
    USING (EXISTS (SELECT FROM mailing_outgoingmessage parent WHERE parent.id = message_id))
    WITH CHECK (EXISTS (SELECT FROM mailing_outgoingmessage parent WHERE parent.id = message_id));
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("mailing", "0001_initial"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReceivedBounce",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "received_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="reçu le"
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                (
                    "returned_to",
                    models.CharField(blank=True, max_length=320, verbose_name="adresse de retour"),
                ),
                ("content", models.BinaryField(null=True)),
                ("size", models.PositiveIntegerField(default=0, verbose_name="taille")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("report", "rapport de remise"),
                            ("text", "texte"),
                            ("auto-reply", "réponse automatique"),
                            ("complaint", "plainte"),
                            ("receipt", "accusé de lecture"),
                            ("other", "autre"),
                        ],
                        max_length=20,
                        verbose_name="forme",
                    ),
                ),
                (
                    "bounce_class",
                    models.CharField(
                        choices=[
                            ("failed", "échec"),
                            ("delayed", "retard"),
                            ("none", "ni l’un ni l’autre"),
                        ],
                        max_length=10,
                        verbose_name="dit",
                    ),
                ),
                (
                    "address",
                    models.CharField(blank=True, max_length=320, verbose_name="destinataire nommé"),
                ),
                (
                    "enhanced_status",
                    models.CharField(blank=True, max_length=12, verbose_name="code"),
                ),
                (
                    "cause",
                    models.CharField(
                        blank=True,
                        choices=[
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
                        verbose_name="cause",
                    ),
                ),
                (
                    "diagnostic",
                    models.CharField(blank=True, max_length=500, verbose_name="diagnostic"),
                ),
                ("text_key", models.CharField(blank=True, max_length=32)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("applied", "appliqué"),
                            ("ignored", "sans effet"),
                            ("waiting", "en attente de l’envoi"),
                            ("held", "retenu"),
                            ("quarantined", "en quarantaine"),
                            ("unmatched", "sans e-mail correspondant"),
                            ("discarded", "écarté"),
                        ],
                        max_length=12,
                        verbose_name="état",
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no-failure", "ne dit pas d’échec"),
                            ("delayed", "remise retardée"),
                            ("auto-reply", "réponse automatique"),
                            ("complaint", "plainte d’un lecteur"),
                            ("receipt", "accusé de lecture"),
                            ("already-failed", "échec déjà connu"),
                            ("cancelled", "e-mail annulé"),
                            ("not-sent", "e-mail pas encore envoyé"),
                            ("against-us", "refus qui nous vise"),
                            ("same-text", "trop d’échecs identiques"),
                            ("forged", "adresse de retour falsifiée"),
                            ("unknown-message", "e-mail inconnu"),
                        ],
                        max_length=20,
                        verbose_name="raison",
                    ),
                ),
                ("settled_at", models.DateTimeField(null=True, verbose_name="traité le")),
                (
                    "message",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="mailing.outgoingmessage",
                        verbose_name="e-mail",
                    ),
                ),
            ],
            options={
                "verbose_name": "retour d’e-mail",
                "verbose_name_plural": "retours d’e-mails",
                "indexes": [
                    models.Index(fields=["message", "id"], name="bounce_of_message"),
                    models.Index(fields=["text_key", "received_at"], name="bounce_same_text"),
                    models.Index(
                        condition=models.Q(
                            ("state__in", ["held", "quarantined", "unmatched", "waiting"])
                        ),
                        fields=["state", "id"],
                        name="bounce_open",
                    ),
                    models.Index(
                        condition=models.Q(("content__isnull", False)),
                        fields=["received_at"],
                        name="bounce_with_content",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "applied",
                                    "ignored",
                                    "waiting",
                                    "held",
                                    "quarantined",
                                    "unmatched",
                                    "discarded",
                                ],
                            )
                        ),
                        name="bounce_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "applied"), _negated=True),
                            models.Q(
                                ("bounce_class", "failed"), models.Q(("cause", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="bounce_applied_is_a_failure",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "applied"), ("why", "")),
                            ("state", "discarded"),
                            models.Q(
                                models.Q(("state", "applied"), _negated=True),
                                models.Q(("why", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="bounce_says_why",
                    ),
                ],
            },
        ),
        migrations.RunSQL(ROW_LEVEL_SECURITY, migrations.RunSQL.noop),
    ]
