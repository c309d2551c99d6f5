import django.db.models.functions.datetime
from django.db import migrations, models

# No client reaches a row, the system all of them (docs/how-to/add-a-table.md).
ROW_LEVEL_SECURITY = """
ALTER TABLE sms_outgoingtext ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON sms_outgoingtext TO escale_system USING (true) WITH CHECK (true);
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="OutgoingText",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("template", models.CharField(max_length=100)),
                ("phone", models.CharField(max_length=16)),
                ("context", models.JSONField(default=dict)),
                ("code_payload", models.CharField(blank=True, max_length=200)),
                ("about", models.CharField(max_length=80)),
                ("payer", models.CharField(blank=True, max_length=40)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "en attente"),
                            ("sending", "en cours d’envoi"),
                            ("sent", "envoyé"),
                            ("delivered", "remis"),
                            ("failed", "échec"),
                            ("cancelled", "annulé"),
                        ],
                        default="queued",
                        max_length=10,
                    ),
                ),
                ("lease_until", models.DateTimeField(null=True)),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("expires_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(null=True)),
                ("settled_at", models.DateTimeField(null=True)),
                ("reference", models.CharField(blank=True, max_length=100)),
                ("segments", models.PositiveSmallIntegerField(default=0)),
                (
                    "cause",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("unknown-number", "Numéro inconnu ou non attribué"),
                            ("unreachable", "Téléphone injoignable"),
                            ("refused", "Refusé par l’opérateur"),
                            ("no-answer", "Sans réponse de l’opérateur"),
                            ("expired", "Expiré avant l’envoi"),
                            ("budget", "Nombre de SMS du jour atteint"),
                            ("ours", "Envoi de SMS momentanément suspendu"),
                        ],
                        max_length=20,
                    ),
                ),
                ("diagnostic", models.CharField(blank=True, max_length=500)),
            ],
            options={
                "verbose_name": "SMS",
                "verbose_name_plural": "SMS",
                "indexes": [
                    models.Index(fields=["about", "id"], name="text_about"),
                    models.Index(
                        condition=models.Q(("state", "queued")), fields=["id"], name="text_due"
                    ),
                    models.Index(
                        condition=models.Q(("state", "sending")),
                        fields=["lease_until"],
                        name="text_lease",
                    ),
                    models.Index(
                        condition=models.Q(("sent_at__isnull", False)),
                        fields=["payer", "sent_at"],
                        name="text_paid",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["queued", "sending", "sent", "delivered", "failed", "cancelled"],
                            )
                        ),
                        name="text_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lease_until__isnull", False), ("state", "sending")),
                            models.Q(
                                models.Q(("state", "sending"), _negated=True),
                                ("lease_until__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="text_sending_is_a_lease",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("settled_at__isnull", False),
                                ("state__in", ["cancelled", "delivered", "failed"]),
                            ),
                            models.Q(
                                models.Q(
                                    ("state__in", ["cancelled", "delivered", "failed"]),
                                    _negated=True,
                                ),
                                ("settled_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="text_settled_has_a_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["sent", "delivered"]), _negated=True),
                            ("sent_at__isnull", False),
                            _connector="OR",
                        ),
                        name="text_sent_has_a_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("segments__gt", 0), ("sent_at__isnull", False)),
                            models.Q(("segments", 0), ("sent_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="text_sent_has_segments",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "failed"), models.Q(("cause", ""), _negated=True)),
                            models.Q(models.Q(("state", "failed"), _negated=True), ("cause", "")),
                            _connector="OR",
                        ),
                        name="text_failed_has_a_cause",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("phone__startswith", "+")),
                        name="text_phone_international",
                    ),
                ],
            },
        ),
        migrations.RunSQL(ROW_LEVEL_SECURITY, migrations.RunSQL.noop),
    ]
