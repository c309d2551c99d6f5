import django.db.models.functions.datetime
from django.db import migrations, models

# A client reaches its own rows, the system all of them (docs/how-to/add-a-table.md).
ROW_LEVEL_SECURITY = """
ALTER TABLE mailing_outgoingmessage ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON mailing_outgoingmessage TO escale_system USING (true) WITH CHECK (true);
CREATE POLICY client ON mailing_outgoingmessage TO escale_client
    USING (client_id = (SELECT escale_client()))
    WITH CHECK (client_id = (SELECT escale_client()));

ALTER TABLE mailing_mailhold ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON mailing_mailhold TO escale_system USING (true) WITH CHECK (true);

ALTER TABLE mailing_mailpace ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON mailing_mailpace TO escale_system USING (true) WITH CHECK (true);
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="OutgoingMessage",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("template", models.CharField(max_length=100)),
                ("recipient", models.CharField(max_length=254)),
                ("context", models.JSONField(default=dict)),
                ("links", models.JSONField(default=dict)),
                ("about", models.CharField(max_length=80)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "en attente"),
                            ("sending", "en cours d’envoi"),
                            ("deferred", "différé"),
                            ("sent", "envoyé"),
                            ("failed", "échec"),
                            ("cancelled", "annulé"),
                        ],
                        default="queued",
                        max_length=10,
                    ),
                ),
                ("attempts", models.PositiveIntegerField(default=0)),
                (
                    "next_attempt_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), null=True
                    ),
                ),
                ("lease_until", models.DateTimeField(null=True)),
                ("lease_token", models.UUIDField(null=True)),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("sent_at", models.DateTimeField(null=True)),
                ("settled_at", models.DateTimeField(null=True)),
                ("smtp_code", models.PositiveSmallIntegerField(null=True)),
                ("diagnostic", models.CharField(blank=True, max_length=500)),
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
                    ),
                ),
                ("client_id", models.BigIntegerField(null=True)),
                ("language", models.CharField(db_default="fr", default="fr", max_length=5)),
            ],
            options={
                "verbose_name": "e-mail",
                "verbose_name_plural": "e-mails",
                "indexes": [
                    models.Index(fields=["about", "id"], name="message_about"),
                    models.Index(
                        condition=models.Q(("state__in", ["deferred", "queued"])),
                        fields=["next_attempt_at"],
                        name="message_due",
                    ),
                    models.Index(
                        condition=models.Q(("state", "sending")),
                        fields=["lease_until"],
                        name="message_lease",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["queued", "sending", "deferred", "sent", "failed", "cancelled"],
                            )
                        ),
                        name="message_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("next_attempt_at__isnull", False),
                                ("state__in", ["deferred", "queued"]),
                            ),
                            models.Q(
                                models.Q(("state__in", ["deferred", "queued"]), _negated=True),
                                ("next_attempt_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="message_waits_for_a_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("lease_token__isnull", False),
                                ("lease_until__isnull", False),
                                ("state", "sending"),
                            ),
                            models.Q(
                                models.Q(("state", "sending"), _negated=True),
                                ("lease_token__isnull", True),
                                ("lease_until__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="message_sending_is_a_lease",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("settled_at__isnull", False),
                                ("state__in", ["cancelled", "failed", "sent"]),
                            ),
                            models.Q(
                                models.Q(
                                    ("state__in", ["cancelled", "failed", "sent"]), _negated=True
                                ),
                                ("settled_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="message_settled_has_a_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "sent"), _negated=True),
                            ("sent_at__isnull", False),
                            _connector="OR",
                        ),
                        name="message_sent_has_a_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "failed"), _negated=True),
                            models.Q(("cause", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="message_failed_has_a_cause",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MailHold",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "domain",
                    models.CharField(
                        blank=True, max_length=254, unique=True, verbose_name="domaine"
                    ),
                ),
                (
                    "since",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="depuis"
                    ),
                ),
                ("until", models.DateTimeField(null=True, verbose_name="jusqu’à")),
                ("times", models.PositiveIntegerField(default=1, verbose_name="fois de suite")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="motif")),
                ("held_by", models.CharField(blank=True, max_length=200, verbose_name="par")),
            ],
            options={
                "verbose_name": "envoi suspendu",
                "verbose_name_plural": "envois suspendus",
            },
        ),
        migrations.CreateModel(
            name="MailPace",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("domain", models.CharField(max_length=254, unique=True)),
                (
                    "since",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("claimed", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.RunSQL(ROW_LEVEL_SECURITY, migrations.RunSQL.noop),
    ]
