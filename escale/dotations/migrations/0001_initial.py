import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

# A dotation refers to its order and its client as a pair: neither alone can be another's.
SAME_CLIENT = """
ALTER TABLE dotations_dotation
ADD CONSTRAINT dotation_same_client_as_its_order
FOREIGN KEY (order_id, client_id) REFERENCES orders_order (number, client_id)
DEFERRABLE INITIALLY DEFERRED
"""
# Above those of the guide; eight digits, as in its exports (R39).
FIRST_NUMBER = "SELECT setval(pg_get_serial_sequence('dotations_dotation', 'id'), 12000000)"
# A client reaches its own rows, the system all of them (docs/how-to/add-a-table.md).
ROW_LEVEL_SECURITY = """
ALTER TABLE dotations_dotation ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON dotations_dotation TO escale_system USING (true) WITH CHECK (true);
CREATE POLICY client ON dotations_dotation TO escale_client
    USING (client_id = (SELECT escale_client()))
    WITH CHECK (client_id = (SELECT escale_client()));
"""
# The database itself sees whom a dotation is for, what it is worth and where it stands change.
WATCH = """
CREATE FUNCTION journal_watch_dotations_dotation_insert() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp SET enable_nestloop = off AS $$
BEGIN
    INSERT INTO journal_journalchange (role, operation, client_id, abouts, changes, is_first)
    SELECT session_user, TG_OP, client_id, array_agg(about), changes, row_number() OVER () = 1
    FROM (
        SELECT n.client_id AS client_id, 'dotation:' || n.id AS about, '{}'::jsonb AS changes
        FROM present n
    ) AS changed GROUP BY client_id, changes;
    RETURN NULL;
END $$;
CREATE TRIGGER journal_watch_insert AFTER INSERT ON dotations_dotation
REFERENCING NEW TABLE AS present
FOR EACH STATEMENT EXECUTE FUNCTION journal_watch_dotations_dotation_insert();

CREATE FUNCTION journal_watch_dotations_dotation_update() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp SET enable_nestloop = off AS $$
BEGIN
    INSERT INTO journal_journalchange (role, operation, client_id, abouts, changes, is_first)
    SELECT session_user, TG_OP, client_id, array_agg(about), changes, row_number() OVER () = 1
    FROM (
        SELECT n.client_id AS client_id, 'dotation:' || n.id AS about,
               jsonb_strip_nulls(jsonb_build_object(
                   'client_id', CASE WHEN o.client_id IS DISTINCT FROM n.client_id
                       THEN jsonb_build_array(o.client_id, n.client_id) END,
                   'order_id', CASE WHEN o.order_id IS DISTINCT FROM n.order_id
                       THEN jsonb_build_array(o.order_id, n.order_id) END,
                   'matricule', CASE WHEN o.matricule IS DISTINCT FROM n.matricule
                       THEN jsonb_build_array(o.matricule, n.matricule) END,
                   'last_name', CASE WHEN o.last_name IS DISTINCT FROM n.last_name
                       THEN jsonb_build_array(o.last_name, n.last_name) END,
                   'first_name', CASE WHEN o.first_name IS DISTINCT FROM n.first_name
                       THEN jsonb_build_array(o.first_name, n.first_name) END,
                   'email', CASE WHEN o.email IS DISTINCT FROM n.email
                       THEN jsonb_build_array(o.email, n.email) END,
                   'phone', CASE WHEN o.phone IS DISTINCT FROM n.phone
                       THEN jsonb_build_array(o.phone, n.phone) END,
                   'amount', CASE WHEN o.amount IS DISTINCT FROM n.amount
                       THEN jsonb_build_array(o.amount, n.amount) END,
                   'status', CASE WHEN o.status IS DISTINCT FROM n.status
                       THEN jsonb_build_array(o.status, n.status) END
               )) AS changes
        FROM former o JOIN present n ON n.id = o.id
        WHERE (
            o.client_id, o.order_id, o.matricule, o.last_name, o.first_name, o.email, o.phone,
            o.amount, o.status
        ) IS DISTINCT FROM (
            n.client_id, n.order_id, n.matricule, n.last_name, n.first_name, n.email, n.phone,
            n.amount, n.status
        )
    ) AS changed GROUP BY client_id, changes;
    RETURN NULL;
END $$;
CREATE TRIGGER journal_watch_update AFTER UPDATE ON dotations_dotation
REFERENCING OLD TABLE AS former NEW TABLE AS present
FOR EACH STATEMENT EXECUTE FUNCTION journal_watch_dotations_dotation_update();

CREATE FUNCTION journal_watch_dotations_dotation_delete() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp SET enable_nestloop = off AS $$
BEGIN
    INSERT INTO journal_journalchange (role, operation, client_id, abouts, changes, is_first)
    SELECT session_user, TG_OP, client_id, array_agg(about), changes, row_number() OVER () = 1
    FROM (
        SELECT n.client_id AS client_id, 'dotation:' || n.id AS about, '{}'::jsonb AS changes
        FROM former n
    ) AS changed GROUP BY client_id, changes;
    RETURN NULL;
END $$;
CREATE TRIGGER journal_watch_delete AFTER DELETE ON dotations_dotation
REFERENCING OLD TABLE AS former
FOR EACH STATEMENT EXECUTE FUNCTION journal_watch_dotations_dotation_delete();
"""
UNWATCH = """
DROP FUNCTION journal_watch_dotations_dotation_insert() CASCADE;
DROP FUNCTION journal_watch_dotations_dotation_update() CASCADE;
DROP FUNCTION journal_watch_dotations_dotation_delete() CASCADE;
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("clients", "0001_initial"),
        ("journal", "0001_initial"),
        ("mailing", "0001_initial"),
        ("orders", "0001_initial"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Dotation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("matricule", models.CharField(max_length=50)),
                ("last_name", models.CharField(max_length=100)),
                ("first_name", models.CharField(max_length=100)),
                ("email", models.CharField(max_length=254)),
                ("phone", models.CharField(max_length=20)),
                ("amount", models.PositiveIntegerField()),
                (
                    "status",
                    models.CharField(
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
                ("invited_at", models.DateTimeField(null=True)),
                ("account_created_at", models.DateTimeField(null=True)),
                ("activated_at", models.DateTimeField(null=True)),
                ("revision", models.PositiveIntegerField(db_default=0, default=0)),
                ("link_generation", models.PositiveIntegerField(db_default=0, default=0)),
                ("search", models.TextField()),
                (
                    "client",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clients.client",
                    ),
                ),
                (
                    "last_message",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="mailing.outgoingmessage",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dotations",
                        to="orders.order",
                    ),
                ),
                ("password_chosen_at", models.DateTimeField(null=True)),
                (
                    "phone_trouble",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("text_failed", "SMS non remis"),
                            ("taken", "Numéro déjà utilisé"),
                        ],
                        db_default="",
                        max_length=20,
                    ),
                ),
                ("opened_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "dotation",
                "verbose_name_plural": "dotations",
                "indexes": [
                    models.Index(
                        fields=["client", "id"], include=("search",), name="dotation_search"
                    ),
                    models.Index(
                        models.F("order"),
                        django.db.models.functions.text.Length("matricule"),
                        models.F("matricule"),
                        models.F("id"),
                        name="dotation_by_matricule",
                    ),
                    models.Index(
                        django.db.models.functions.text.Lower("email"),
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "awaiting_activation",
                                    "email_error",
                                    "integration",
                                    "ordered",
                                    "production",
                                ],
                            )
                        ),
                        name="dotation_open_address",
                    ),
                    models.Index(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "awaiting_activation",
                                    "email_error",
                                    "integration",
                                    "ordered",
                                    "production",
                                ],
                            )
                        ),
                        fields=["order", "status", "last_message"],
                        name="dotation_open",
                    ),
                    models.Index(
                        condition=models.Q(("status__in", ["awaiting_activation", "email_error"])),
                        fields=["client", "status", "account_created_at"],
                        name="dotation_to_handle",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("order", "matricule"), name="dotation_matricule_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)), name="dotation_has_amount"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "ordered",
                                    "production",
                                    "integration",
                                    "awaiting_activation",
                                    "email_error",
                                    "activated",
                                    "expired",
                                    "cancelled",
                                ],
                            )
                        ),
                        name="dotation_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "activated"), _negated=True),
                            ("activated_at__isnull", False),
                            _connector="OR",
                        ),
                        name="dotation_activated_has_date",
                    ),
                ],
            },
        ),
        migrations.RunSQL(SAME_CLIENT, migrations.RunSQL.noop),
        migrations.RunSQL(FIRST_NUMBER, migrations.RunSQL.noop),
        migrations.RunSQL(ROW_LEVEL_SECURITY, migrations.RunSQL.noop),
        migrations.RunSQL(WATCH, UNWATCH),
    ]
