import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

# Whose rows a person may see is asked before any may be seen. It reads on behalf of its owner.
CLIENT_OF = """
CREATE FUNCTION escale_client_of(person bigint) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
RETURN (SELECT client_id FROM clients_member WHERE user_id = person);
"""
# A client reaches its own rows, the system all of them (docs/how-to/add-a-table.md).
ROW_LEVEL_SECURITY = """
ALTER TABLE clients_client ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON clients_client TO escale_system USING (true) WITH CHECK (true);
CREATE POLICY client ON clients_client TO escale_client
    USING (id = (SELECT escale_client()))
    WITH CHECK (id = (SELECT escale_client()));

ALTER TABLE clients_member ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON clients_member TO escale_system USING (true) WITH CHECK (true);
CREATE POLICY client ON clients_member TO escale_client
    USING (client_id = (SELECT escale_client()))
    WITH CHECK (client_id = (SELECT escale_client()));

ALTER TABLE clients_invitation ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON clients_invitation TO escale_system USING (true) WITH CHECK (true);
CREATE POLICY client ON clients_invitation TO escale_client
    USING (client_id = (SELECT escale_client()))
    WITH CHECK (client_id = (SELECT escale_client()));
"""
# The database itself sees the clients and their people change.
WATCH = """
CREATE FUNCTION journal_watch_clients_client_insert() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp SET enable_nestloop = off AS $$
BEGIN
    INSERT INTO journal_journalchange (role, operation, client_id, abouts, changes, is_first)
    SELECT session_user, TG_OP, client_id, array_agg(about), changes, row_number() OVER () = 1
    FROM (
        SELECT n.id AS client_id, 'client:' || n.code AS about, '{}'::jsonb AS changes
        FROM present n
    ) AS changed GROUP BY client_id, changes;
    RETURN NULL;
END $$;
CREATE TRIGGER journal_watch_insert AFTER INSERT ON clients_client
REFERENCING NEW TABLE AS present
FOR EACH STATEMENT EXECUTE FUNCTION journal_watch_clients_client_insert();

CREATE FUNCTION journal_watch_clients_client_update() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp SET enable_nestloop = off AS $$
BEGIN
    INSERT INTO journal_journalchange (role, operation, client_id, abouts, changes, is_first)
    SELECT session_user, TG_OP, client_id, array_agg(about), changes, row_number() OVER () = 1
    FROM (
        SELECT n.id AS client_id, 'client:' || n.code AS about,
               jsonb_strip_nulls(jsonb_build_object(
                   'code', CASE WHEN o.code IS DISTINCT FROM n.code
                       THEN jsonb_build_array(o.code, n.code) END,
                   'name', CASE WHEN o.name IS DISTINCT FROM n.name
                       THEN jsonb_build_array(o.name, n.name) END,
                   'email', CASE WHEN o.email IS DISTINCT FROM n.email
                       THEN jsonb_build_array(o.email, n.email) END,
                   'contact_name', CASE WHEN o.contact_name IS DISTINCT FROM n.contact_name
                       THEN jsonb_build_array(o.contact_name, n.contact_name) END,
                   'phone', CASE WHEN o.phone IS DISTINCT FROM n.phone
                       THEN jsonb_build_array(o.phone, n.phone) END,
                   'address', CASE WHEN o.address IS DISTINCT FROM n.address
                       THEN jsonb_build_array(o.address, n.address) END
               )) AS changes
        FROM former o JOIN present n ON n.id = o.id
        WHERE (
            o.code, o.name, o.email, o.contact_name, o.phone, o.address
        ) IS DISTINCT FROM (
            n.code, n.name, n.email, n.contact_name, n.phone, n.address
        )
    ) AS changed GROUP BY client_id, changes;
    RETURN NULL;
END $$;
CREATE TRIGGER journal_watch_update AFTER UPDATE ON clients_client
REFERENCING OLD TABLE AS former NEW TABLE AS present
FOR EACH STATEMENT EXECUTE FUNCTION journal_watch_clients_client_update();

CREATE FUNCTION journal_watch_clients_client_delete() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp SET enable_nestloop = off AS $$
BEGIN
    INSERT INTO journal_journalchange (role, operation, client_id, abouts, changes, is_first)
    SELECT session_user, TG_OP, client_id, array_agg(about), changes, row_number() OVER () = 1
    FROM (
        SELECT n.id AS client_id, 'client:' || n.code AS about, '{}'::jsonb AS changes
        FROM former n
    ) AS changed GROUP BY client_id, changes;
    RETURN NULL;
END $$;
CREATE TRIGGER journal_watch_delete AFTER DELETE ON clients_client
REFERENCING OLD TABLE AS former
FOR EACH STATEMENT EXECUTE FUNCTION journal_watch_clients_client_delete();

CREATE FUNCTION journal_watch_clients_member_insert() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp SET enable_nestloop = off AS $$
BEGIN
    INSERT INTO journal_journalchange (role, operation, client_id, abouts, changes, is_first)
    SELECT session_user, TG_OP, client_id, array_agg(about), changes, row_number() OVER () = 1
    FROM (
        SELECT n.client_id AS client_id, 'member:' || n.id AS about, '{}'::jsonb AS changes
        FROM present n
    ) AS changed GROUP BY client_id, changes;
    RETURN NULL;
END $$;
CREATE TRIGGER journal_watch_insert AFTER INSERT ON clients_member
REFERENCING NEW TABLE AS present
FOR EACH STATEMENT EXECUTE FUNCTION journal_watch_clients_member_insert();

CREATE FUNCTION journal_watch_clients_member_update() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp SET enable_nestloop = off AS $$
BEGIN
    INSERT INTO journal_journalchange (role, operation, client_id, abouts, changes, is_first)
    SELECT session_user, TG_OP, client_id, array_agg(about), changes, row_number() OVER () = 1
    FROM (
        SELECT n.client_id AS client_id, 'member:' || n.id AS about,
               jsonb_strip_nulls(jsonb_build_object(
                   'user_id', CASE WHEN o.user_id IS DISTINCT FROM n.user_id
                       THEN jsonb_build_array(o.user_id, n.user_id) END,
                   'client_id', CASE WHEN o.client_id IS DISTINCT FROM n.client_id
                       THEN jsonb_build_array(o.client_id, n.client_id) END,
                   'role', CASE WHEN o.role IS DISTINCT FROM n.role
                       THEN jsonb_build_array(o.role, n.role) END
               )) AS changes
        FROM former o JOIN present n ON n.id = o.id
        WHERE (
            o.user_id, o.client_id, o.role
        ) IS DISTINCT FROM (
            n.user_id, n.client_id, n.role
        )
    ) AS changed GROUP BY client_id, changes;
    RETURN NULL;
END $$;
CREATE TRIGGER journal_watch_update AFTER UPDATE ON clients_member
REFERENCING OLD TABLE AS former NEW TABLE AS present
FOR EACH STATEMENT EXECUTE FUNCTION journal_watch_clients_member_update();

CREATE FUNCTION journal_watch_clients_member_delete() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp SET enable_nestloop = off AS $$
BEGIN
    INSERT INTO journal_journalchange (role, operation, client_id, abouts, changes, is_first)
    SELECT session_user, TG_OP, client_id, array_agg(about), changes, row_number() OVER () = 1
    FROM (
        SELECT n.client_id AS client_id, 'member:' || n.id AS about, '{}'::jsonb AS changes
        FROM former n
    ) AS changed GROUP BY client_id, changes;
    RETURN NULL;
END $$;
CREATE TRIGGER journal_watch_delete AFTER DELETE ON clients_member
REFERENCING OLD TABLE AS former
FOR EACH STATEMENT EXECUTE FUNCTION journal_watch_clients_member_delete();
"""
UNWATCH = """
DROP FUNCTION journal_watch_clients_client_insert() CASCADE;
DROP FUNCTION journal_watch_clients_client_update() CASCADE;
DROP FUNCTION journal_watch_clients_client_delete() CASCADE;
DROP FUNCTION journal_watch_clients_member_insert() CASCADE;
DROP FUNCTION journal_watch_clients_member_update() CASCADE;
DROP FUNCTION journal_watch_clients_member_delete() CASCADE;
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("journal", "0001_initial"),
        ("mailing", "0001_initial"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Client",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20, unique=True, verbose_name="code client")),
                ("name", models.CharField(max_length=150, verbose_name="nom")),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="adresse e-mail"),
                ),
                (
                    "address",
                    models.CharField(blank=True, max_length=300, verbose_name="adresse postale"),
                ),
                (
                    "contact_name",
                    models.CharField(blank=True, max_length=150, verbose_name="personne à joindre"),
                ),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="téléphone")),
            ],
            options={
                "verbose_name": "client",
                "verbose_name_plural": "clients",
            },
        ),
        migrations.CreateModel(
            name="Member",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("administrator", "administrateur"),
                            ("manager", "gestionnaire"),
                            ("reader", "lecture"),
                        ],
                        default="manager",
                        max_length=20,
                        verbose_name="rôle",
                    ),
                ),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="clients.client",
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="member",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="personne",
                    ),
                ),
                (
                    "receives_order_mails",
                    models.BooleanField(default=False, verbose_name="e-mails des commandes"),
                ),
                (
                    "receives_digest",
                    models.BooleanField(default=False, verbose_name="récapitulatif quotidien"),
                ),
            ],
            options={
                "verbose_name": "membre",
                "verbose_name_plural": "membres",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["administrator", "manager", "reader"])),
                        name="member_role_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(max_length=254)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("administrator", "administrateur"),
                            ("manager", "gestionnaire"),
                            ("reader", "lecture"),
                        ],
                        max_length=20,
                    ),
                ),
                ("invited_by", models.CharField(max_length=150)),
                ("generation", models.PositiveIntegerField(default=0)),
                ("sent_at", models.DateTimeField()),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="clients.client",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="mailing.outgoingmessage",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("client"),
                        django.db.models.functions.text.Lower("email"),
                        name="invitation_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["administrator", "manager", "reader"])),
                        name="invitation_role_known",
                    ),
                ],
            },
        ),
        migrations.RunSQL(CLIENT_OF, "DROP FUNCTION escale_client_of(bigint)"),
        migrations.RunSQL(ROW_LEVEL_SECURITY, migrations.RunSQL.noop),
        migrations.RunSQL(WATCH, UNWATCH),
    ]
