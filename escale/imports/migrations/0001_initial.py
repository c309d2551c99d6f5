import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

# A client reaches its own rows, the system all of them (docs/how-to/add-a-table.md).
ROW_LEVEL_SECURITY = """
ALTER TABLE imports_import ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON imports_import TO escale_system USING (true) WITH CHECK (true);
CREATE POLICY client ON imports_import TO escale_client
    USING (client_id = (SELECT escale_client()))
    WITH CHECK (client_id = (SELECT escale_client()));

ALTER TABLE imports_importrow ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON imports_importrow TO escale_system USING (true) WITH CHECK (true);
CREATE POLICY client ON imports_importrow TO escale_client
    USING (EXISTS (SELECT FROM imports_import parent WHERE parent.id = import_id))
    WITH CHECK (EXISTS (SELECT FROM imports_import parent WHERE parent.id = import_id));
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
            name="Import",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("checking", "en vérification"),
                            ("refused", "refusé"),
                            ("ready", "à valider"),
                            ("applying", "en cours d’application"),
                            ("applied", "appliqué"),
                            ("undoing", "en cours d’annulation"),
                            ("undone", "annulé"),
                        ],
                        default="checking",
                        max_length=10,
                    ),
                ),
                ("author", models.CharField(max_length=200)),
                ("user_id", models.BigIntegerField(null=True)),
                ("file_name", models.CharField(max_length=200)),
                ("upload", models.FileField(blank=True, upload_to="imports")),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("expires_at", models.DateTimeField()),
                ("busy_since", models.DateTimeField(null=True)),
                ("rows_expected", models.PositiveIntegerField(default=0)),
                ("rows_checked", models.PositiveIntegerField(default=0)),
                ("blank_rows", models.PositiveIntegerField(default=0)),
                ("refusal", models.TextField(blank=True)),
                ("warnings", models.JSONField(default=list)),
                ("modified", models.PositiveIntegerField(default=0)),
                ("unchanged", models.PositiveIntegerField(default=0)),
                ("refused", models.PositiveIntegerField(default=0)),
                ("resent", models.PositiveIntegerField(default=0)),
                ("mails", models.PositiveIntegerField(default=0)),
                ("resends_unchanged", models.BooleanField(default=False)),
                ("applied_at", models.DateTimeField(null=True)),
                ("undone_at", models.DateTimeField(null=True)),
                ("undone_by", models.CharField(blank=True, max_length=200)),
                ("restored", models.PositiveIntegerField(default=0)),
                ("mails_of_undo", models.PositiveIntegerField(default=0)),
                ("rows_erased", models.BooleanField(default=False)),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="clients.client",
                    ),
                ),
                (
                    "meant_order",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="orders.order",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="imports",
                        to="orders.order",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["order", "-id"], name="import_of_order")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "checking",
                                    "refused",
                                    "ready",
                                    "applying",
                                    "applied",
                                    "undoing",
                                    "undone",
                                ],
                            )
                        ),
                        name="import_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status__in", ["applied", "undoing", "undone"]), _negated=True
                            ),
                            ("applied_at__isnull", False),
                            _connector="OR",
                        ),
                        name="import_applied_has_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "undone"), _negated=True),
                            ("undone_at__isnull", False),
                            _connector="OR",
                        ),
                        name="import_undone_has_date",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("row", models.PositiveIntegerField()),
                ("dotation_id", models.BigIntegerField(null=True)),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("modified", "modifiée"),
                            ("unchanged", "inchangée"),
                            ("refused", "refusée"),
                        ],
                        max_length=10,
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=0)),
                ("former_email", models.TextField(blank=True)),
                ("former_phone", models.TextField(blank=True)),
                ("email", models.TextField(blank=True)),
                ("phone", models.TextField(blank=True)),
                ("mail", models.CharField(blank=True, max_length=20)),
                ("notice", models.BooleanField(default=False)),
                ("suggestion", models.TextField(blank=True)),
                ("refusals", models.JSONField(default=list)),
                ("cells", models.JSONField(default=dict)),
                ("kept", models.TextField(blank=True, db_default="")),
                (
                    "imported",
                    models.ForeignKey(
                        db_column="import_id",
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="imports.import",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["imported", "verdict", "id"], name="import_row")],
            },
        ),
        migrations.RunSQL(ROW_LEVEL_SECURITY, migrations.RunSQL.noop),
    ]
