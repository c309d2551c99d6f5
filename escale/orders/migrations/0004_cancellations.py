import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

ROW_LEVEL_SECURITY = """
ALTER TABLE orders_cancellation ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON orders_cancellation TO escale_system USING (true) WITH CHECK (true);
CREATE POLICY client ON orders_cancellation TO escale_client
    USING (EXISTS (SELECT FROM orders_order parent WHERE parent.number = order_id))
    WITH CHECK (EXISTS (SELECT FROM orders_order parent WHERE parent.number = order_id));
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
                   'gives_commission_back', CASE WHEN o.gives_commission_back IS DISTINCT FROM n.gives_commission_back
                       THEN jsonb_build_array(o.gives_commission_back, n.gives_commission_back) END,
                   'contact_email', CASE WHEN o.contact_email IS DISTINCT FROM n.contact_email
                       THEN jsonb_build_array(o.contact_email, n.contact_email) END
               )) AS changes
        FROM former o JOIN present n ON n.id = o.id
        WHERE (
            o.production_delay, o.integration_delay, o.delivery_delay, o.account_holder,
            o.iban, o.bic, o.announces_by_text, o.days_to_pay,
            o.gives_commission_back, o.contact_email
        ) IS DISTINCT FROM (
            n.production_delay, n.integration_delay, n.delivery_delay, n.account_holder,
            n.iban, n.bic, n.announces_by_text, n.days_to_pay,
            n.gives_commission_back, n.contact_email
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


class Migration(migrations.Migration):
    dependencies = [
        ("orders", "0003_payment_notices"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="issuersettings",
            name="gives_commission_back",
            field=models.BooleanField(
                db_default=True,
                default=True,
                help_text="Quand vous annulez des dotations réglées, leur part de commission est rendue avec leur "
                "valeur.",
                verbose_name="rendre la commission des dotations annulées",
            ),
        ),
        migrations.AddField(
            model_name="cardsettlement",
            name="refunded_at",
            field=models.DateTimeField(null=True, verbose_name="remboursée le"),
        ),
        migrations.CreateModel(
            name="Cancellation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("only_dotation", models.BigIntegerField(null=True, verbose_name="dotation")),
                ("reason", models.CharField(max_length=200, verbose_name="motif")),
                ("gives_commission_back", models.BooleanField(default=True)),
                ("asked_by", models.CharField(max_length=200, verbose_name="demandée par")),
                (
                    "asked_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="demandée le",
                    ),
                ),
                ("dotations", models.PositiveIntegerField(default=0, verbose_name="dotations")),
                ("face_value", models.BigIntegerField(default=0)),
                ("commission", models.BigIntegerField(default=0)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "to_refund",
                    models.BooleanField(default=False, verbose_name="à rembourser"),
                ),
                (
                    "refunded_at",
                    models.DateTimeField(null=True, verbose_name="remboursée le"),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cancellations",
                        to="orders.order",
                        verbose_name="commande",
                    ),
                ),
            ],
            options={
                "verbose_name": "annulation de dotations",
                "verbose_name_plural": "annulations de dotations",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("order",),
                        name="cancellation_one_at_a_time",
                    )
                ],
            },
        ),
        migrations.RunSQL(ROW_LEVEL_SECURITY, migrations.RunSQL.noop),
        migrations.RunSQL(WATCH, WATCH_BEFORE),
    ]
