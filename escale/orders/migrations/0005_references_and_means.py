from django.db import migrations, models

WATCH = """
CREATE OR REPLACE FUNCTION journal_watch_orders_order_update() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp SET enable_nestloop = off AS $$
BEGIN
    INSERT INTO journal_journalchange (role, operation, client_id, abouts, changes, is_first)
    SELECT session_user, TG_OP, client_id, array_agg(about), changes, row_number() OVER () = 1
    FROM (
        SELECT n.client_id AS client_id, 'order:' || n.number AS about,
               jsonb_strip_nulls(jsonb_build_object(
                   'client_id', CASE WHEN o.client_id IS DISTINCT FROM n.client_id
                       THEN jsonb_build_array(o.client_id, n.client_id) END,
                   'status', CASE WHEN o.status IS DISTINCT FROM n.status
                       THEN jsonb_build_array(o.status, n.status) END,
                   'payment_means', CASE WHEN o.payment_means IS DISTINCT FROM n.payment_means
                       THEN jsonb_build_array(o.payment_means, n.payment_means) END,
                   'client_reference', CASE WHEN o.client_reference IS DISTINCT FROM n.client_reference
                       THEN jsonb_build_array(o.client_reference, n.client_reference) END,
                   'paid_at', CASE WHEN o.paid_at IS DISTINCT FROM n.paid_at
                       THEN jsonb_build_array(o.paid_at, n.paid_at) END,
                   'face_value', CASE WHEN o.face_value IS DISTINCT FROM n.face_value
                       THEN jsonb_build_array(o.face_value, n.face_value) END,
                   'commission', CASE WHEN o.commission IS DISTINCT FROM n.commission
                       THEN jsonb_build_array(o.commission, n.commission) END,
                   'total', CASE WHEN o.total IS DISTINCT FROM n.total
                       THEN jsonb_build_array(o.total, n.total) END
               )) AS changes
        FROM former o JOIN present n ON n.number = o.number
        WHERE (
            o.client_id, o.status, o.payment_means, o.paid_at, o.face_value, o.commission,
            o.total, o.client_reference
        ) IS DISTINCT FROM (
            n.client_id, n.status, n.payment_means, n.paid_at, n.face_value, n.commission,
            n.total, n.client_reference
        )
    ) AS changed GROUP BY client_id, changes;
    RETURN NULL;
END $$;
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
                   'offers_card', CASE WHEN o.offers_card IS DISTINCT FROM n.offers_card
                       THEN jsonb_build_array(o.offers_card, n.offers_card) END,
                   'offers_transfer', CASE WHEN o.offers_transfer IS DISTINCT FROM n.offers_transfer
                       THEN jsonb_build_array(o.offers_transfer, n.offers_transfer) END,
                   'offers_cheque', CASE WHEN o.offers_cheque IS DISTINCT FROM n.offers_cheque
                       THEN jsonb_build_array(o.offers_cheque, n.offers_cheque) END,
                   'cheque_address', CASE WHEN o.cheque_address IS DISTINCT FROM n.cheque_address
                       THEN jsonb_build_array(o.cheque_address, n.cheque_address) END,
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
            o.gives_commission_back, o.contact_email, o.offers_card, o.offers_transfer,
            o.offers_cheque, o.cheque_address
        ) IS DISTINCT FROM (
            n.production_delay, n.integration_delay, n.delivery_delay, n.account_holder,
            n.iban, n.bic, n.announces_by_text, n.days_to_pay,
            n.gives_commission_back, n.contact_email, n.offers_card, n.offers_transfer,
            n.offers_cheque, n.cheque_address
        )
    ) AS changed GROUP BY client_id, changes;
    RETURN NULL;
END $$;
"""
WATCH_BEFORE = """
CREATE OR REPLACE FUNCTION journal_watch_orders_order_update() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp SET enable_nestloop = off AS $$
BEGIN
    INSERT INTO journal_journalchange (role, operation, client_id, abouts, changes, is_first)
    SELECT session_user, TG_OP, client_id, array_agg(about), changes, row_number() OVER () = 1
    FROM (
        SELECT n.client_id AS client_id, 'order:' || n.number AS about,
               jsonb_strip_nulls(jsonb_build_object(
                   'client_id', CASE WHEN o.client_id IS DISTINCT FROM n.client_id
                       THEN jsonb_build_array(o.client_id, n.client_id) END,
                   'status', CASE WHEN o.status IS DISTINCT FROM n.status
                       THEN jsonb_build_array(o.status, n.status) END,
                   'payment_means', CASE WHEN o.payment_means IS DISTINCT FROM n.payment_means
                       THEN jsonb_build_array(o.payment_means, n.payment_means) END,
                   'paid_at', CASE WHEN o.paid_at IS DISTINCT FROM n.paid_at
                       THEN jsonb_build_array(o.paid_at, n.paid_at) END,
                   'face_value', CASE WHEN o.face_value IS DISTINCT FROM n.face_value
                       THEN jsonb_build_array(o.face_value, n.face_value) END,
                   'commission', CASE WHEN o.commission IS DISTINCT FROM n.commission
                       THEN jsonb_build_array(o.commission, n.commission) END,
                   'total', CASE WHEN o.total IS DISTINCT FROM n.total
                       THEN jsonb_build_array(o.total, n.total) END
               )) AS changes
        FROM former o JOIN present n ON n.number = o.number
        WHERE (
            o.client_id, o.status, o.payment_means, o.paid_at, o.face_value, o.commission,
            o.total
        ) IS DISTINCT FROM (
            n.client_id, n.status, n.payment_means, n.paid_at, n.face_value, n.commission,
            n.total
        )
    ) AS changed GROUP BY client_id, changes;
    RETURN NULL;
END $$;
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


class Migration(migrations.Migration):
    dependencies = [
        ("orders", "0004_cancellations"),
    ]

    operations = [
        migrations.AddField(
            model_name="issuersettings",
            name="cheque_address",
            field=models.TextField(
                blank=True,
                db_default="",
                default="",
                max_length=300,
                verbose_name="adresse d’envoi des chèques",
            ),
        ),
        migrations.AddField(
            model_name="issuersettings",
            name="offers_card",
            field=models.BooleanField(
                db_default=True, default=True, verbose_name="règlement par carte bancaire"
            ),
        ),
        migrations.AddField(
            model_name="issuersettings",
            name="offers_cheque",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="À l’ordre du titulaire du compte. Un moyen que vous ne proposez plus reste valable pour les commandes qui l’ont choisi.",
                verbose_name="règlement par chèque",
            ),
        ),
        migrations.AddField(
            model_name="issuersettings",
            name="offers_transfer",
            field=models.BooleanField(
                db_default=True, default=True, verbose_name="règlement par virement"
            ),
        ),
        migrations.AddField(
            model_name="order",
            name="client_reference",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                max_length=40,
                verbose_name="référence du client",
            ),
        ),
        migrations.AddField(
            model_name="order",
            name="produced_at",
            field=models.DateTimeField(null=True, verbose_name="produite le"),
        ),
        migrations.AddField(
            model_name="order",
            name="reference_search",
            field=models.TextField(blank=True, db_default="", default="", editable=False),
        ),
        migrations.AddConstraint(
            model_name="issuersettings",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("offers_card", True),
                    ("offers_transfer", True),
                    ("offers_cheque", True),
                    _connector="OR",
                ),
                name="issuer_offers_a_means",
                violation_error_message="Proposez au moins un moyen de règlement\xa0: carte bancaire, virement ou chèque.",
            ),
        ),
        migrations.AddConstraint(
            model_name="issuersettings",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("offers_cheque", False),
                    models.Q(
                        models.Q(("account_holder", ""), _negated=True),
                        models.Q(("cheque_address", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="issuer_says_where_cheques_go",
                violation_error_message="Pour proposer le chèque, dites à l’ordre de qui il est fait (titulaire du compte) et à quelle adresse il s’envoie.",
            ),
        ),
        migrations.RunSQL(WATCH, WATCH_BEFORE),
    ]
