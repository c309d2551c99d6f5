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


class Migration(migrations.Migration):
    dependencies = [
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(ROLE, migrations.RunSQL.noop),
    ]
