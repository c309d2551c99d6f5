import django.core.validators
import django.db.models.expressions
import django.db.models.functions.comparison
import django.db.models.functions.datetime
from django.db import migrations, models

ROW_LEVEL_SECURITY = """
ALTER TABLE orders_expirypause ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON orders_expirypause TO escale_system USING (true) WITH CHECK (true);
"""
# Titles that nobody ended until now are looked at by staff first: for fifteen days, none expires.
PAUSE = """
SET LOCAL ROLE escale_system;
INSERT INTO orders_expirypause (id, until)
SELECT 1, now() + interval '15 days'
WHERE EXISTS (
    SELECT FROM orders_order
    WHERE product = 'connect' AND valid_until < (now() AT TIME ZONE 'Europe/Paris')::date
        AND status IN ('paid', 'in_production', 'integration', 'emails_sent')
);
RESET ROLE;
"""
WATCH = """
CREATE OR REPLACE FUNCTION journal_watch_orders_issuersettings_update() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp SET enable_nestloop = off AS $$
BEGIN
    INSERT INTO journal_journalchange (role, operation, client_id, abouts, changes, is_first)
    SELECT session_user, TG_OP, client_id, array_agg(about), changes, row_number() OVER () = 1
    FROM (
        SELECT NULL::bigint AS client_id, 'issuer:settings' AS about,
               jsonb_strip_nulls(jsonb_build_object(
                   'production_delay', CASE WHEN o.production_delay IS DISTINCT FROM n.production_delay
                       THEN jsonb_build_array(o.production_delay, n.production_delay) END,
                   'integration_delay', CASE WHEN o.integration_delay IS DISTINCT FROM n.integration_delay
                       THEN jsonb_build_array(o.integration_delay, n.integration_delay) END,
                   'delivery_delay', CASE WHEN o.delivery_delay IS DISTINCT FROM n.delivery_delay
                       THEN jsonb_build_array(o.delivery_delay, n.delivery_delay) END,
                   'account_holder', CASE WHEN o.account_holder IS DISTINCT FROM n.account_holder
                       THEN jsonb_build_array(o.account_holder, n.account_holder) END,
                   'iban', CASE WHEN o.iban IS DISTINCT FROM n.iban
                       THEN jsonb_build_array(o.iban, n.iban) END,
                   'bic', CASE WHEN o.bic IS DISTINCT FROM n.bic
                       THEN jsonb_build_array(o.bic, n.bic) END,
                   'announces_by_text', CASE WHEN o.announces_by_text IS DISTINCT FROM n.announces_by_text
                       THEN jsonb_build_array(o.announces_by_text, n.announces_by_text) END,
                   'days_to_pay', CASE WHEN o.days_to_pay IS DISTINCT FROM n.days_to_pay
                       THEN jsonb_build_array(o.days_to_pay, n.days_to_pay) END,
                   'contact_email', CASE WHEN o.contact_email IS DISTINCT FROM n.contact_email
                       THEN jsonb_build_array(o.contact_email, n.contact_email) END
               )) AS changes
        FROM former o JOIN present n ON n.id = o.id
        WHERE (
            o.production_delay, o.integration_delay, o.delivery_delay, o.account_holder,
            o.iban, o.bic, o.announces_by_text, o.days_to_pay, o.contact_email
        ) IS DISTINCT FROM (
            n.production_delay, n.integration_delay, n.delivery_delay, n.account_holder,
            n.iban, n.bic, n.announces_by_text, n.days_to_pay, n.contact_email
        )
    ) AS changed GROUP BY client_id, changes;
    RETURN NULL;
END $$;
"""
WATCH_BEFORE = """
CREATE OR REPLACE FUNCTION journal_watch_orders_issuersettings_update() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp SET enable_nestloop = off AS $$
BEGIN
    INSERT INTO journal_journalchange (role, operation, client_id, abouts, changes, is_first)
    SELECT session_user, TG_OP, client_id, array_agg(about), changes, row_number() OVER () = 1
    FROM (
        SELECT NULL::bigint AS client_id, 'issuer:settings' AS about,
               jsonb_strip_nulls(jsonb_build_object(
                   'production_delay', CASE WHEN o.production_delay IS DISTINCT FROM n.production_delay
                       THEN jsonb_build_array(o.production_delay, n.production_delay) END,
                   'integration_delay', CASE WHEN o.integration_delay IS DISTINCT FROM n.integration_delay
                       THEN jsonb_build_array(o.integration_delay, n.integration_delay) END,
                   'delivery_delay', CASE WHEN o.delivery_delay IS DISTINCT FROM n.delivery_delay
                       THEN jsonb_build_array(o.delivery_delay, n.delivery_delay) END,
                   'account_holder', CASE WHEN o.account_holder IS DISTINCT FROM n.account_holder
                       THEN jsonb_build_array(o.account_holder, n.account_holder) END,
                   'iban', CASE WHEN o.iban IS DISTINCT FROM n.iban
                       THEN jsonb_build_array(o.iban, n.iban) END,
                   'bic', CASE WHEN o.bic IS DISTINCT FROM n.bic
                       THEN jsonb_build_array(o.bic, n.bic) END,
                   'announces_by_text', CASE WHEN o.announces_by_text IS DISTINCT FROM n.announces_by_text
                       THEN jsonb_build_array(o.announces_by_text, n.announces_by_text) END,
                   'contact_email', CASE WHEN o.contact_email IS DISTINCT FROM n.contact_email
                       THEN jsonb_build_array(o.contact_email, n.contact_email) END
               )) AS changes
        FROM former o JOIN present n ON n.id = o.id
        WHERE (
            o.production_delay, o.integration_delay, o.delivery_delay, o.account_holder,
            o.iban, o.bic, o.announces_by_text, o.contact_email
        ) IS DISTINCT FROM (
            n.production_delay, n.integration_delay, n.delivery_delay, n.account_holder,
            n.iban, n.bic, n.announces_by_text, n.contact_email
        )
    ) AS changed GROUP BY client_id, changes;
    RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("clients", "0001_initial"),
        ("orders", "0001_initial"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ExpiryPause",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("until", models.DateTimeField(verbose_name="jusqu’au")),
            ],
            options={
                "verbose_name": "expirations suspendues",
                "verbose_name_plural": "expirations suspendues",
            },
        ),
        migrations.RemoveConstraint(
            model_name="order",
            name="order_status_known",
        ),
        migrations.RemoveConstraint(
            model_name="order",
            name="order_closed_has_date",
        ),
        migrations.AddField(
            model_name="issuersettings",
            name="days_to_pay",
            field=models.PositiveSmallIntegerField(
                db_default=90,
                default=90,
                help_text="Passé ce délai, une commande qui n’est pas réglée est annulée ; les gestionnaires sont prévenus 30 et 10 jours avant.",
                validators=[
                    django.core.validators.MinValueValidator(30),
                    django.core.validators.MaxValueValidator(365),
                ],
                verbose_name="délai de règlement (jours)",
            ),
        ),
        migrations.AddField(
            model_name="order",
            name="valid_until",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Func(
                    django.db.models.functions.comparison.Cast(
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.functions.datetime.ExtractYear("placed_on"),
                            "+",
                            models.Value(2),
                        ),
                        models.IntegerField(),
                    ),
                    12,
                    31,
                    function="make_date",
                ),
                output_field=models.DateField(),
                verbose_name="valable jusqu’au",
            ),
        ),
        migrations.AlterField(
            model_name="order",
            name="status",
            field=models.CharField(
                choices=[
                    ("awaiting_payment", "En attente de règlement"),
                    ("paid", "En cours de traitement"),
                    ("in_production", "En cours de traitement"),
                    ("integration", "En cours de traitement"),
                    ("emails_sent", "En cours de traitement"),
                    ("shipped", "En cours d’envoi"),
                    ("delivered", "Livrée"),
                    ("closed", "Dotations toutes activées"),
                    ("ended", "Terminée"),
                    ("cancelled", "Annulée"),
                ],
                default="awaiting_payment",
                max_length=20,
                verbose_name="statut",
            ),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(
                condition=models.Q(
                    (
                        "status__in",
                        ["emails_sent", "in_production", "integration", "paid", "shipped"],
                    )
                ),
                fields=["valid_until"],
                name="order_validity",
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            "awaiting_payment",
                            "paid",
                            "in_production",
                            "integration",
                            "emails_sent",
                            "shipped",
                            "delivered",
                            "closed",
                            "ended",
                            "cancelled",
                        ],
                    )
                ),
                name="order_status_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("closed_at__isnull", False),
                        ("status__in", ["cancelled", "closed", "delivered", "ended"]),
                    ),
                    models.Q(
                        models.Q(
                            ("status__in", ["cancelled", "closed", "delivered", "ended"]),
                            _negated=True,
                        ),
                        ("closed_at__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="order_closed_has_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="expirypause",
            constraint=models.CheckConstraint(
                condition=models.Q(("pk", 1)), name="expiry_pause_single"
            ),
        ),
        migrations.RunSQL(ROW_LEVEL_SECURITY, migrations.RunSQL.noop),
        migrations.RunSQL(WATCH, WATCH_BEFORE),
        migrations.RunSQL(PAUSE, migrations.RunSQL.noop),
    ]
