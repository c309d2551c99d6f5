import datetime
from decimal import Decimal

import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.datetime
import phonenumber_field.modelfields
from django.db import migrations, models

# Seven digits, like the guide's, and above every number taken over from elsewhere.
FIRST_NUMBER = "SELECT setval(pg_get_serial_sequence('orders_order', 'number'), 2860000)"
# A client reaches its own rows, the system all of them (docs/how-to/add-a-table.md).
ROW_LEVEL_SECURITY = """
ALTER TABLE orders_order ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON orders_order TO escale_system USING (true) WITH CHECK (true);
CREATE POLICY client ON orders_order TO escale_client
    USING (client_id = (SELECT escale_client()))
    WITH CHECK (client_id = (SELECT escale_client()));

ALTER TABLE orders_orderline ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON orders_orderline TO escale_system USING (true) WITH CHECK (true);
CREATE POLICY client ON orders_orderline TO escale_client
    USING (EXISTS (SELECT FROM orders_order parent WHERE parent.number = order_id))
    WITH CHECK (EXISTS (SELECT FROM orders_order parent WHERE parent.number = order_id));

ALTER TABLE orders_booklet ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON orders_booklet TO escale_system USING (true) WITH CHECK (true);
CREATE POLICY client ON orders_booklet TO escale_client
    USING (EXISTS (SELECT FROM orders_order parent WHERE parent.number = order_id))
    WITH CHECK (EXISTS (SELECT FROM orders_order parent WHERE parent.number = order_id));

ALTER TABLE orders_cardpayment ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON orders_cardpayment TO escale_system USING (true) WITH CHECK (true);
CREATE POLICY client ON orders_cardpayment TO escale_client
    USING (EXISTS (SELECT FROM orders_order parent WHERE parent.number = order_id))
    WITH CHECK (EXISTS (SELECT FROM orders_order parent WHERE parent.number = order_id));

ALTER TABLE orders_cardsettlement ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON orders_cardsettlement TO escale_system USING (true) WITH CHECK (true);
CREATE POLICY client ON orders_cardsettlement TO escale_client
    USING (EXISTS (SELECT FROM orders_cardpayment parent WHERE parent.id = payment_id))
    WITH CHECK (EXISTS (SELECT FROM orders_cardpayment parent WHERE parent.id = payment_id));
"""
# The database itself sees the money of orders, and the issuer's terms, change.
WATCH = """
CREATE FUNCTION journal_watch_orders_order_insert() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp SET enable_nestloop = off AS $$
BEGIN
    INSERT INTO journal_journalchange (role, operation, client_id, abouts, changes, is_first)
    SELECT session_user, TG_OP, client_id, array_agg(about), changes, row_number() OVER () = 1
    FROM (
        SELECT n.client_id AS client_id, 'order:' || n.number AS about, '{}'::jsonb AS changes
        FROM present n
    ) AS changed GROUP BY client_id, changes;
    RETURN NULL;
END $$;
CREATE TRIGGER journal_watch_insert AFTER INSERT ON orders_order
REFERENCING NEW TABLE AS present
FOR EACH STATEMENT EXECUTE FUNCTION journal_watch_orders_order_insert();

CREATE FUNCTION journal_watch_orders_order_update() RETURNS trigger LANGUAGE plpgsql
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
CREATE TRIGGER journal_watch_update AFTER UPDATE ON orders_order
REFERENCING OLD TABLE AS former NEW TABLE AS present
FOR EACH STATEMENT EXECUTE FUNCTION journal_watch_orders_order_update();

CREATE FUNCTION journal_watch_orders_order_delete() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp SET enable_nestloop = off AS $$
BEGIN
    INSERT INTO journal_journalchange (role, operation, client_id, abouts, changes, is_first)
    SELECT session_user, TG_OP, client_id, array_agg(about), changes, row_number() OVER () = 1
    FROM (
        SELECT n.client_id AS client_id, 'order:' || n.number AS about, '{}'::jsonb AS changes
        FROM former n
    ) AS changed GROUP BY client_id, changes;
    RETURN NULL;
END $$;
CREATE TRIGGER journal_watch_delete AFTER DELETE ON orders_order
REFERENCING OLD TABLE AS former
FOR EACH STATEMENT EXECUTE FUNCTION journal_watch_orders_order_delete();

CREATE FUNCTION journal_watch_orders_product_insert() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp SET enable_nestloop = off AS $$
BEGIN
    INSERT INTO journal_journalchange (role, operation, client_id, abouts, changes, is_first)
    SELECT session_user, TG_OP, client_id, array_agg(about), changes, row_number() OVER () = 1
    FROM (
        SELECT NULL::bigint AS client_id, 'product:' || n.kind AS about, '{}'::jsonb AS changes
        FROM present n
    ) AS changed GROUP BY client_id, changes;
    RETURN NULL;
END $$;
CREATE TRIGGER journal_watch_insert AFTER INSERT ON orders_product
REFERENCING NEW TABLE AS present
FOR EACH STATEMENT EXECUTE FUNCTION journal_watch_orders_product_insert();

CREATE FUNCTION journal_watch_orders_product_update() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp SET enable_nestloop = off AS $$
BEGIN
    INSERT INTO journal_journalchange (role, operation, client_id, abouts, changes, is_first)
    SELECT session_user, TG_OP, client_id, array_agg(about), changes, row_number() OVER () = 1
    FROM (
        SELECT NULL::bigint AS client_id, 'product:' || n.kind AS about,
               jsonb_strip_nulls(jsonb_build_object(
                   'description', CASE WHEN o.description IS DISTINCT FROM n.description
                       THEN jsonb_build_array(o.description, n.description) END,
                   'is_offered', CASE WHEN o.is_offered IS DISTINCT FROM n.is_offered
                       THEN jsonb_build_array(o.is_offered, n.is_offered) END,
                   'commission_percent', CASE WHEN o.commission_percent IS DISTINCT FROM n.commission_percent
                       THEN jsonb_build_array(o.commission_percent, n.commission_percent) END,
                   'amount_min', CASE WHEN o.amount_min IS DISTINCT FROM n.amount_min
                       THEN jsonb_build_array(o.amount_min, n.amount_min) END,
                   'amount_max', CASE WHEN o.amount_max IS DISTINCT FROM n.amount_max
                       THEN jsonb_build_array(o.amount_max, n.amount_max) END,
                   'amount_step', CASE WHEN o.amount_step IS DISTINCT FROM n.amount_step
                       THEN jsonb_build_array(o.amount_step, n.amount_step) END
               )) AS changes
        FROM former o JOIN present n ON n.kind = o.kind
        WHERE (
            o.description, o.is_offered, o.commission_percent, o.amount_min, o.amount_max,
            o.amount_step
        ) IS DISTINCT FROM (
            n.description, n.is_offered, n.commission_percent, n.amount_min, n.amount_max,
            n.amount_step
        )
    ) AS changed GROUP BY client_id, changes;
    RETURN NULL;
END $$;
CREATE TRIGGER journal_watch_update AFTER UPDATE ON orders_product
REFERENCING OLD TABLE AS former NEW TABLE AS present
FOR EACH STATEMENT EXECUTE FUNCTION journal_watch_orders_product_update();

CREATE FUNCTION journal_watch_orders_product_delete() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp SET enable_nestloop = off AS $$
BEGIN
    INSERT INTO journal_journalchange (role, operation, client_id, abouts, changes, is_first)
    SELECT session_user, TG_OP, client_id, array_agg(about), changes, row_number() OVER () = 1
    FROM (
        SELECT NULL::bigint AS client_id, 'product:' || n.kind AS about, '{}'::jsonb AS changes
        FROM former n
    ) AS changed GROUP BY client_id, changes;
    RETURN NULL;
END $$;
CREATE TRIGGER journal_watch_delete AFTER DELETE ON orders_product
REFERENCING OLD TABLE AS former
FOR EACH STATEMENT EXECUTE FUNCTION journal_watch_orders_product_delete();

CREATE FUNCTION journal_watch_orders_issuersettings_insert() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp SET enable_nestloop = off AS $$
BEGIN
    INSERT INTO journal_journalchange (role, operation, client_id, abouts, changes, is_first)
    SELECT session_user, TG_OP, client_id, array_agg(about), changes, row_number() OVER () = 1
    FROM (
        SELECT NULL::bigint AS client_id, 'issuer:settings' AS about, '{}'::jsonb AS changes
        FROM present n
    ) AS changed GROUP BY client_id, changes;
    RETURN NULL;
END $$;
CREATE TRIGGER journal_watch_insert AFTER INSERT ON orders_issuersettings
REFERENCING NEW TABLE AS present
FOR EACH STATEMENT EXECUTE FUNCTION journal_watch_orders_issuersettings_insert();

CREATE FUNCTION journal_watch_orders_issuersettings_update() RETURNS trigger LANGUAGE plpgsql
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
CREATE TRIGGER journal_watch_update AFTER UPDATE ON orders_issuersettings
REFERENCING OLD TABLE AS former NEW TABLE AS present
FOR EACH STATEMENT EXECUTE FUNCTION journal_watch_orders_issuersettings_update();

CREATE FUNCTION journal_watch_orders_issuersettings_delete() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp SET enable_nestloop = off AS $$
BEGIN
    INSERT INTO journal_journalchange (role, operation, client_id, abouts, changes, is_first)
    SELECT session_user, TG_OP, client_id, array_agg(about), changes, row_number() OVER () = 1
    FROM (
        SELECT NULL::bigint AS client_id, 'issuer:settings' AS about, '{}'::jsonb AS changes
        FROM former n
    ) AS changed GROUP BY client_id, changes;
    RETURN NULL;
END $$;
CREATE TRIGGER journal_watch_delete AFTER DELETE ON orders_issuersettings
REFERENCING OLD TABLE AS former
FOR EACH STATEMENT EXECUTE FUNCTION journal_watch_orders_issuersettings_delete();
"""
UNWATCH = """
DROP FUNCTION journal_watch_orders_order_insert() CASCADE;
DROP FUNCTION journal_watch_orders_order_update() CASCADE;
DROP FUNCTION journal_watch_orders_order_delete() CASCADE;
DROP FUNCTION journal_watch_orders_product_insert() CASCADE;
DROP FUNCTION journal_watch_orders_product_update() CASCADE;
DROP FUNCTION journal_watch_orders_product_delete() CASCADE;
DROP FUNCTION journal_watch_orders_issuersettings_insert() CASCADE;
DROP FUNCTION journal_watch_orders_issuersettings_update() CASCADE;
DROP FUNCTION journal_watch_orders_issuersettings_delete() CASCADE;
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("clients", "0001_initial"),
        ("journal", "0001_initial"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Order",
            fields=[
                (
                    "number",
                    models.BigAutoField(primary_key=True, serialize=False, verbose_name="numéro"),
                ),
                ("placed_on", models.DateField(verbose_name="date")),
                ("placed_by", models.CharField(max_length=150, verbose_name="passée par")),
                (
                    "payment_means",
                    models.CharField(
                        choices=[
                            ("card", "Carte bancaire"),
                            ("transfer", "Virement"),
                            ("cheque", "Chèque"),
                        ],
                        max_length=20,
                        verbose_name="moyen de règlement",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("awaiting_payment", "En attente de règlement"),
                            ("paid", "En cours de traitement"),
                            ("in_production", "En cours de traitement"),
                            ("integration", "En cours de traitement"),
                            ("emails_sent", "En cours de traitement"),
                            ("shipped", "En cours d’envoi"),
                            ("delivered", "Livrée"),
                            ("closed", "Dotations toutes activées"),
                            ("cancelled", "Annulée"),
                        ],
                        default="awaiting_payment",
                        max_length=20,
                        verbose_name="statut",
                    ),
                ),
                ("face_value", models.BigIntegerField()),
                ("commission", models.BigIntegerField()),
                ("total", models.BigIntegerField()),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("paid_at", models.DateTimeField(null=True, verbose_name="réglée le")),
                ("closed_at", models.DateTimeField(null=True, verbose_name="terminée le")),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="orders",
                        to="clients.client",
                    ),
                ),
                ("next_step_at", models.DateTimeField(null=True)),
                (
                    "product",
                    models.CharField(
                        db_default="connect",
                        default="connect",
                        max_length=20,
                        verbose_name="produit",
                    ),
                ),
            ],
            options={
                "verbose_name": "commande",
                "verbose_name_plural": "commandes",
                "indexes": [
                    models.Index(
                        fields=["client", "status", "-placed_on", "-number"], name="order_lists"
                    ),
                    models.Index(
                        condition=models.Q(("next_step_at__isnull", False)),
                        fields=["next_step_at"],
                        name="order_due",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("number", "client"), name="order_number_client"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "total",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("face_value"), "+", models.F("commission")
                                ),
                            )
                        ),
                        name="order_total_adds_up",
                    ),
                    models.CheckConstraint(
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
                                    "cancelled",
                                ],
                            )
                        ),
                        name="order_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["awaiting_payment", "cancelled"]),
                            ("paid_at__isnull", False),
                            _connector="OR",
                        ),
                        name="order_paid_has_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("product__in", ["connect", "classic"])),
                        name="order_product_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_at__isnull", False),
                                ("status__in", ["cancelled", "closed", "delivered"]),
                            ),
                            models.Q(
                                models.Q(
                                    ("status__in", ["cancelled", "closed", "delivered"]),
                                    _negated=True,
                                ),
                                ("closed_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="order_closed_has_date",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrderLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("quantity", models.PositiveIntegerField()),
                ("unit_price", models.BigIntegerField(null=True)),
                ("amount", models.BigIntegerField()),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="orders.order",
                    ),
                ),
            ],
            options={
                "verbose_name": "article",
                "verbose_name_plural": "articles",
                "ordering": ["order", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("order", "kind"), name="order_line_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Booklet",
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
                ("amount", models.PositiveIntegerField()),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="booklets",
                        to="orders.order",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("order", "matricule"), name="booklet_matricule_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)), name="booklet_has_amount"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Product",
            fields=[
                (
                    "kind",
                    models.CharField(
                        max_length=20, primary_key=True, serialize=False, verbose_name="produit"
                    ),
                ),
                ("description", models.CharField(max_length=300, verbose_name="description")),
                (
                    "is_offered",
                    models.BooleanField(default=True, verbose_name="proposé à la commande"),
                ),
                (
                    "commission_percent",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("1"),
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="commission (%)",
                    ),
                ),
                (
                    "amount_min",
                    models.PositiveIntegerField(
                        default=10,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="montant minimal (€)",
                    ),
                ),
                (
                    "amount_max",
                    models.PositiveIntegerField(
                        default=5000,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="montant maximal (€)",
                    ),
                ),
                (
                    "amount_step",
                    models.PositiveIntegerField(
                        default=1,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="multiple de (€)",
                    ),
                ),
            ],
            options={
                "verbose_name": "produit",
                "verbose_name_plural": "produits",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount_max__gte", models.F("amount_min"))),
                        name="product_bounds_in_order",
                        violation_error_message="Le montant maximal doit être au moins égal au montant minimal.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="IssuerSettings",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "production_delay",
                    models.DurationField(
                        default=datetime.timedelta(days=1),
                        help_text="Du règlement à la remise à la plateforme, ou à l’envoi du papier.",
                        validators=[
                            django.core.validators.MinValueValidator(
                                datetime.timedelta(0), "Un délai n’est pas négatif."
                            ),
                            django.core.validators.MaxValueValidator(
                                datetime.timedelta(days=90), "90 jours au plus."
                            ),
                        ],
                        verbose_name="délai de production",
                    ),
                ),
                (
                    "integration_delay",
                    models.DurationField(
                        default=datetime.timedelta(seconds=3600),
                        help_text="De la remise à la plateforme au départ du premier e-mail.",
                        validators=[
                            django.core.validators.MinValueValidator(
                                datetime.timedelta(0), "Un délai n’est pas négatif."
                            ),
                            django.core.validators.MaxValueValidator(
                                datetime.timedelta(days=90), "90 jours au plus."
                            ),
                        ],
                        verbose_name="délai d’intégration",
                    ),
                ),
                (
                    "delivery_delay",
                    models.DurationField(
                        default=datetime.timedelta(days=3),
                        help_text="De l’envoi du papier à sa livraison.",
                        validators=[
                            django.core.validators.MinValueValidator(
                                datetime.timedelta(0), "Un délai n’est pas négatif."
                            ),
                            django.core.validators.MaxValueValidator(
                                datetime.timedelta(days=90), "90 jours au plus."
                            ),
                        ],
                        verbose_name="délai de livraison",
                    ),
                ),
                (
                    "account_holder",
                    models.CharField(
                        blank=True, max_length=100, verbose_name="titulaire du compte"
                    ),
                ),
                ("iban", models.CharField(blank=True, max_length=34, verbose_name="IBAN")),
                ("bic", models.CharField(blank=True, max_length=11, verbose_name="BIC")),
                (
                    "contact_email",
                    models.EmailField(
                        blank=True,
                        help_text="Reçoit un avis pour chaque message de « Nous contacter ».",
                        max_length=254,
                        verbose_name="adresse de réponse",
                    ),
                ),
                (
                    "announces_by_text",
                    models.BooleanField(
                        default=False,
                        help_text="Un SMS sans lien part avec le premier e-mail d’activation de chaque dotation.",
                        verbose_name="annoncer l’e-mail d’activation par SMS",
                    ),
                ),
            ],
            options={
                "verbose_name": "réglages de l’émetteur",
                "verbose_name_plural": "réglages de l’émetteur",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pk", 1)), name="issuer_settings_single"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CardPayment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("variant", models.CharField(max_length=255)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting for confirmation"),
                            ("preauth", "Pre-authorized"),
                            ("confirmed", "Confirmed"),
                            ("rejected", "Rejected"),
                            ("refunded", "Refunded"),
                            ("error", "Error"),
                            ("input", "Input"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                (
                    "fraud_status",
                    models.CharField(
                        choices=[
                            ("unknown", "Unknown"),
                            ("accept", "Passed"),
                            ("reject", "Rejected"),
                            ("review", "Review"),
                        ],
                        default="unknown",
                        max_length=10,
                        verbose_name="fraud check",
                    ),
                ),
                ("fraud_message", models.TextField(blank=True, default="")),
                ("created", models.DateTimeField(auto_now_add=True)),
                ("modified", models.DateTimeField(auto_now=True)),
                ("transaction_id", models.CharField(blank=True, max_length=255)),
                ("currency", models.CharField(max_length=10)),
                ("delivery", models.DecimalField(decimal_places=2, default="0.0", max_digits=9)),
                ("tax", models.DecimalField(decimal_places=2, default="0.0", max_digits=9)),
                ("description", models.TextField(blank=True, default="")),
                ("billing_first_name", models.CharField(blank=True, max_length=256)),
                ("billing_last_name", models.CharField(blank=True, max_length=256)),
                ("billing_address_1", models.CharField(blank=True, max_length=256)),
                ("billing_address_2", models.CharField(blank=True, max_length=256)),
                ("billing_city", models.CharField(blank=True, max_length=256)),
                ("billing_postcode", models.CharField(blank=True, max_length=256)),
                ("billing_country_code", models.CharField(blank=True, max_length=2)),
                ("billing_country_area", models.CharField(blank=True, max_length=256)),
                ("billing_email", models.EmailField(blank=True, max_length=254)),
                (
                    "billing_phone",
                    phonenumber_field.modelfields.PhoneNumberField(
                        blank=True, max_length=128, region=None
                    ),
                ),
                ("customer_ip_address", models.GenericIPAddressField(blank=True, null=True)),
                ("extra_data", models.TextField(blank=True, default="")),
                ("message", models.TextField(blank=True, default="")),
                ("token", models.CharField(blank=True, default="", max_length=36)),
                ("total", models.DecimalField(decimal_places=2, max_digits=14)),
                (
                    "captured_amount",
                    models.DecimalField(decimal_places=2, default=Decimal("0"), max_digits=14),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orders.order",
                    ),
                ),
            ],
            options={
                "verbose_name": "paiement par carte",
                "verbose_name_plural": "paiements par carte",
                "constraints": [
                    models.UniqueConstraint(fields=("token",), name="card_payment_token_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="CardSettlement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("to_refund", models.BooleanField(verbose_name="à rembourser")),
                (
                    "settled_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                (
                    "payment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="settlement",
                        to="orders.cardpayment",
                    ),
                ),
            ],
            options={
                "verbose_name": "règlement par carte",
                "verbose_name_plural": "règlements par carte",
            },
        ),
        migrations.RunSQL(FIRST_NUMBER, migrations.RunSQL.noop),
        migrations.RunSQL(ROW_LEVEL_SECURITY, migrations.RunSQL.noop),
        migrations.RunSQL(WATCH, UNWATCH),
    ]
