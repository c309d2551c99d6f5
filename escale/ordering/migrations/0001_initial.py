import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.datetime
from django.db import migrations, models

# A client reaches its own rows, the system all of them (docs/how-to/add-a-table.md).
ROW_LEVEL_SECURITY = """
ALTER TABLE ordering_draft ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON ordering_draft TO escale_system USING (true) WITH CHECK (true);
CREATE POLICY client ON ordering_draft TO escale_client
    USING (client_id = (SELECT escale_client()))
    WITH CHECK (client_id = (SELECT escale_client()));

ALTER TABLE ordering_draftline ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON ordering_draftline TO escale_system USING (true) WITH CHECK (true);
CREATE POLICY client ON ordering_draftline TO escale_client
    USING (EXISTS (SELECT FROM ordering_draft parent WHERE parent.id = draft_id))
    WITH CHECK (EXISTS (SELECT FROM ordering_draft parent WHERE parent.id = draft_id));
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("clients", "0001_initial"),
        ("orders", "0001_initial"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("product", models.CharField(max_length=20)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("editing", "en préparation"),
                            ("checking", "en vérification"),
                            ("placing", "en cours d’enregistrement"),
                            ("placed", "commandé"),
                        ],
                        default="editing",
                        max_length=20,
                    ),
                ),
                ("opened_by", models.CharField(max_length=200)),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                (
                    "updated_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("upload", models.FileField(blank=True, upload_to="orders")),
                ("upload_name", models.CharField(blank=True, max_length=200)),
                ("replaces_lines", models.BooleanField(default=True)),
                ("rows_expected", models.PositiveIntegerField(default=0)),
                ("rows_read", models.PositiveIntegerField(default=0)),
                ("blank_rows", models.PositiveIntegerField(default=0)),
                ("refusal", models.TextField(blank=True)),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="drafts",
                        to="clients.client",
                    ),
                ),
                (
                    "copied_order",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="orders.order",
                    ),
                ),
                (
                    "order",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="orders.order",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["client", "-updated_at"], name="draft_of_client")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["editing", "checking", "placing", "placed"])
                        ),
                        name="draft_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("order__isnull", False), ("status", "placed")),
                            models.Q(
                                models.Q(("status", "placed"), _negated=True),
                                ("order__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="draft_placed_has_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DraftLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("row", models.PositiveIntegerField()),
                ("matricule", models.TextField(blank=True)),
                ("last_name", models.TextField(blank=True)),
                ("first_name", models.TextField(blank=True)),
                ("email", models.TextField(blank=True)),
                ("phone", models.TextField(blank=True)),
                ("amount", models.BigIntegerField(null=True)),
                ("typed_amount", models.TextField(blank=True)),
                (
                    "status",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("ordered", ""),
                            ("production", "PRODUCTION"),
                            ("integration", "intégration"),
                            ("awaiting_activation", "En attente d’activation"),
                            ("email_error", "Erreur e-mail"),
                            ("activated", "activé"),
                            ("expired", "expirée"),
                            ("cancelled", "annulée"),
                        ],
                        max_length=20,
                    ),
                ),
                ("remarks", models.JSONField(default=list)),
                ("own_severity", models.PositiveSmallIntegerField(default=0)),
                ("clashes", models.JSONField(db_default={}, default=dict)),
                ("clash_severity", models.PositiveSmallIntegerField(db_default=0, default=0)),
                (
                    "severity",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.comparison.Greatest(
                            "own_severity", "clash_severity"
                        ),
                        output_field=models.PositiveSmallIntegerField(
                            choices=[
                                (0, "Prête"),
                                (1, "Réparée"),
                                (2, "À vérifier"),
                                (3, "Refusée"),
                            ]
                        ),
                    ),
                ),
                ("person", models.TextField(blank=True)),
                ("search", models.TextField(blank=True)),
                (
                    "draft",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="ordering.draft",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["draft", "id"], name="line_of_draft")],
            },
        ),
        migrations.RunSQL(ROW_LEVEL_SECURITY, migrations.RunSQL.noop),
    ]
