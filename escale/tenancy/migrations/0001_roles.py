from django.db import migrations

from escale.tenancy.scopes import CLIENT_ROLE, SYSTEM_ROLE

# Roles belong to the server, not to one database: another one may have made them, even meanwhile.
# Nobody signs in as them: the portal's own login takes them on (docs/concerns/permissions.md).
ROLE = """
DO $$ BEGIN
    CREATE ROLE {role} NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
GRANT {role} TO CURRENT_USER;
GRANT USAGE ON SCHEMA public TO {role};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role};
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {role};
"""
WHOSE = """
CREATE FUNCTION escale_client() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
RETURN nullif(current_setting('escale.client', true), '')::bigint;
"""


class Migration(migrations.Migration):
    """Who may ask the database for what: a client for its own rows, the system for all of them."""

    initial = True
    dependencies = []

    operations = [
        migrations.RunSQL(ROLE.format(role=CLIENT_ROLE), migrations.RunSQL.noop),
        migrations.RunSQL(ROLE.format(role=SYSTEM_ROLE), migrations.RunSQL.noop),
        migrations.RunSQL(WHOSE, "DROP FUNCTION escale_client()"),
    ]
