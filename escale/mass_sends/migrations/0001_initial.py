import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

# A client reaches its own rows, the system all of them (docs/how-to/add-a-table.md).
ROW_LEVEL_SECURITY = """
ALTER TABLE mass_sends_masssend ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON mass_sends_masssend TO escale_system USING (true) WITH CHECK (true);
CREATE POLICY client ON mass_sends_masssend TO escale_client
    USING (client_id = (SELECT escale_client()))
    WITH CHECK (client_id = (SELECT escale_client()));

ALTER TABLE mass_sends_masssendrow ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON mass_sends_masssendrow TO escale_system USING (true) WITH CHECK (true);
CREATE POLICY client ON mass_sends_masssendrow TO escale_client
    USING (EXISTS (SELECT FROM mass_sends_masssend parent WHERE parent.id = mass_send_id))
    WITH CHECK (EXISTS (SELECT FROM mass_sends_masssend parent WHERE parent.id = mass_send_id));
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("clients", "0001_initial"),
        ("dotations", "0001_initial"),
        ("mailing", "0001_initial"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="MassSend",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("request_id", models.UUIDField()),
                (
                    "scope",
                    models.CharField(
                        choices=[
                            ("all", "Toutes les dotations non activées"),
                            ("search", "La recherche en cours"),
                            ("ticked", "Les lignes cochées"),
                            ("errors", "Seulement les «\xa0Erreur e-mail\xa0»"),
                            ("silent", "Sans nouvelles depuis"),
                            ("accounts", "Comptes créés sans application"),
                        ],
                        max_length=10,
                    ),
                ),
                ("choice", models.JSONField(default=dict)),
                ("includes_recent", models.BooleanField(default=False)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("planned", "va partir"),
                            ("sending", "en cours"),
                            ("done", "terminé"),
                            ("cancelled", "annulé"),
                            ("stopped", "arrêté"),
                        ],
                        default="planned",
                        max_length=10,
                    ),
                ),
                ("author", models.CharField(max_length=200)),
                ("user_id", models.BigIntegerField(null=True)),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("leaves_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("stopped_by", models.CharField(blank=True, max_length=200)),
                ("closed", models.PositiveIntegerField(default=0)),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="clients.client",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["client", "-id"], name="mass_send_of_client"),
                    models.Index(
                        condition=models.Q(("status__in", ["planned", "sending"])),
                        fields=["leaves_at"],
                        name="mass_send_due",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("client", "request_id"), name="mass_send_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["planned", "sending", "done", "cancelled", "stopped"])
                        ),
                        name="mass_send_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ended_at__isnull", True), ("status__in", ["planned", "sending"])
                            ),
                            models.Q(
                                models.Q(("status__in", ["planned", "sending"]), _negated=True),
                                ("ended_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="mass_send_ended_has_date",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MassSendRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "à envoyer"),
                            ("queued", "confié à l’envoi"),
                            ("excluded", "non concernée"),
                            ("refused", "devenue impossible"),
                            ("stopped", "arrêtée"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200)),
                (
                    "dotation",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="dotations.dotation",
                    ),
                ),
                (
                    "mass_send",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="mass_sends.masssend",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="mailing.outgoingmessage",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("mass_send", "dotation"), name="mass_send_row_of_dotation"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "planned")),
                        fields=("dotation",),
                        name="mass_send_dotation_planned_once",
                    ),
                ],
            },
        ),
        migrations.RunSQL(ROW_LEVEL_SECURITY, migrations.RunSQL.noop),
    ]
