import django.db.models.functions.text
from django.db import migrations, models

# The database itself sees who may sign in; of passwords, nothing (docs/how-to/add-a-table.md).
WATCH = """
CREATE FUNCTION journal_watch_accounts_user_insert() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp SET enable_nestloop = off AS $$
BEGIN
    INSERT INTO journal_journalchange (role, operation, client_id, abouts, changes, is_first)
    SELECT session_user, TG_OP, client_id, array_agg(about), changes, row_number() OVER () = 1
    FROM (
        SELECT NULL::bigint AS client_id, 'user:' || n.id AS about, '{}'::jsonb AS changes
        FROM present n
    ) AS changed GROUP BY client_id, changes;
    RETURN NULL;
END $$;
CREATE TRIGGER journal_watch_insert AFTER INSERT ON accounts_user
REFERENCING NEW TABLE AS present
FOR EACH STATEMENT EXECUTE FUNCTION journal_watch_accounts_user_insert();

CREATE FUNCTION journal_watch_accounts_user_update() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp SET enable_nestloop = off AS $$
BEGIN
    INSERT INTO journal_journalchange (role, operation, client_id, abouts, changes, is_first)
    SELECT session_user, TG_OP, client_id, array_agg(about), changes, row_number() OVER () = 1
    FROM (
        SELECT NULL::bigint AS client_id, 'user:' || n.id AS about,
               jsonb_strip_nulls(jsonb_build_object(
                   'identifier', CASE WHEN o.identifier IS DISTINCT FROM n.identifier
                       THEN jsonb_build_array(o.identifier, n.identifier) END,
                   'email', CASE WHEN o.email IS DISTINCT FROM n.email
                       THEN jsonb_build_array(o.email, n.email) END,
                   'full_name', CASE WHEN o.full_name IS DISTINCT FROM n.full_name
                       THEN jsonb_build_array(o.full_name, n.full_name) END,
                   'is_active', CASE WHEN o.is_active IS DISTINCT FROM n.is_active
                       THEN jsonb_build_array(o.is_active, n.is_active) END,
                   'is_staff', CASE WHEN o.is_staff IS DISTINCT FROM n.is_staff
                       THEN jsonb_build_array(o.is_staff, n.is_staff) END,
                   'is_superuser', CASE WHEN o.is_superuser IS DISTINCT FROM n.is_superuser
                       THEN jsonb_build_array(o.is_superuser, n.is_superuser) END
               )) AS changes
        FROM former o JOIN present n ON n.id = o.id
        WHERE (
            o.identifier, o.email, o.full_name, o.is_active, o.is_staff, o.is_superuser
        ) IS DISTINCT FROM (
            n.identifier, n.email, n.full_name, n.is_active, n.is_staff, n.is_superuser
        )
    ) AS changed GROUP BY client_id, changes;
    RETURN NULL;
END $$;
CREATE TRIGGER journal_watch_update AFTER UPDATE ON accounts_user
REFERENCING OLD TABLE AS former NEW TABLE AS present
FOR EACH STATEMENT EXECUTE FUNCTION journal_watch_accounts_user_update();

CREATE FUNCTION journal_watch_accounts_user_delete() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp SET enable_nestloop = off AS $$
BEGIN
    INSERT INTO journal_journalchange (role, operation, client_id, abouts, changes, is_first)
    SELECT session_user, TG_OP, client_id, array_agg(about), changes, row_number() OVER () = 1
    FROM (
        SELECT NULL::bigint AS client_id, 'user:' || n.id AS about, '{}'::jsonb AS changes
        FROM former n
    ) AS changed GROUP BY client_id, changes;
    RETURN NULL;
END $$;
CREATE TRIGGER journal_watch_delete AFTER DELETE ON accounts_user
REFERENCING OLD TABLE AS former
FOR EACH STATEMENT EXECUTE FUNCTION journal_watch_accounts_user_delete();
"""
UNWATCH = """
DROP FUNCTION journal_watch_accounts_user_insert() CASCADE;
DROP FUNCTION journal_watch_accounts_user_update() CASCADE;
DROP FUNCTION journal_watch_accounts_user_delete() CASCADE;
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("journal", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                ("identifier", models.CharField(max_length=254, unique=True)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("full_name", models.CharField(blank=True, max_length=150)),
                ("is_staff", models.BooleanField(default=False)),
                ("is_active", models.BooleanField(default=True)),
                ("language", models.CharField(blank=True, max_length=5)),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("identifier", django.db.models.functions.text.Lower("identifier"))
                        ),
                        name="user_identifier_lower_case",
                    )
                ],
            },
        ),
        migrations.RunSQL(WATCH, UNWATCH),
    ]
