from django.db import migrations

# Roles belong to the server, not to one database: another one may have made them, even meanwhile.
# Nobody signs in as them: the portal's own login takes them on (docs/concerns/permissions.md).
ROLES = """
DO $$ BEGIN
    CREATE ROLE escale_client NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
GRANT escale_client TO CURRENT_USER;
GRANT USAGE ON SCHEMA public TO escale_client;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO escale_client;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO escale_client;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO escale_client;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO escale_client;

DO $$ BEGIN
    CREATE ROLE escale_system NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
GRANT escale_system TO CURRENT_USER;
GRANT USAGE ON SCHEMA public TO escale_system;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO escale_system;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO escale_system;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO escale_system;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO escale_system;
"""
# Of the session's scope (escale/tenancy/scopes.py).
CLIENT = """
CREATE FUNCTION escale_client() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
RETURN nullif(current_setting('escale.client', true), '')::bigint;
"""


class Migration(migrations.Migration):
    """Who may ask the database for what: a client for its own rows, the system for all of them.

    Every other package's comes after it: a database without it is none of this version's.
    """

    initial = True

    dependencies = []

    operations = [
        migrations.RunSQL(ROLES, migrations.RunSQL.noop),
        migrations.RunSQL(CLIENT, "DROP FUNCTION escale_client()"),
    ]
