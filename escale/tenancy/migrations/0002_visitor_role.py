from django.db import migrations

# What the web server's sessions start as, before any door: people sign in, no policy lets it see a
# client's row. As in 0001, the server may have it already.
ROLE = """
DO $$ BEGIN
    CREATE ROLE escale_visitor NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
GRANT escale_visitor TO CURRENT_USER;
GRANT USAGE ON SCHEMA public TO escale_visitor;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO escale_visitor;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO escale_visitor;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO escale_visitor;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO escale_visitor;
"""
# To who signs in for the portal already; where the owner may not, the changelog says to.
OF_LOGINS = """
DO $$
DECLARE login name;
BEGIN
    FOR login IN
        SELECT m.rolname FROM pg_auth_members a JOIN pg_roles m ON m.oid = a.member
        WHERE a.roleid = 'escale_client'::regrole AND m.rolcanlogin AND m.rolname <> current_user
    LOOP
        EXECUTE format('GRANT escale_visitor TO %I', login);
    END LOOP;
EXCEPTION WHEN insufficient_privilege THEN
    RAISE NOTICE 'GRANT escale_visitor TO the login of the portal';
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(ROLE, migrations.RunSQL.noop),
        migrations.RunSQL(OF_LOGINS, migrations.RunSQL.noop),
    ]
