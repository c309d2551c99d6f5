from django.db import migrations

from escale.tenancy.scopes import CLIENT_ROLE
from escale.tenancy.walls import Wall, owned

# A client reads its lines and adds to them; nothing lets it change one, whatever it says.
CLIENT = f"""
CREATE POLICY client_reads ON journal_journalentry FOR SELECT TO {CLIENT_ROLE} USING ({owned()});
CREATE POLICY client_adds ON journal_journalentry FOR INSERT TO {CLIENT_ROLE}
    WITH CHECK ({owned()});
CREATE POLICY client_reads ON journal_journalchange FOR SELECT TO {CLIENT_ROLE} USING ({owned()});
"""
NOBODY = """
DROP POLICY client_reads ON journal_journalentry;
DROP POLICY client_adds ON journal_journalentry;
DROP POLICY client_reads ON journal_journalchange;
"""


class Migration(migrations.Migration):

    dependencies = [
        ("journal", "0004_complete"),
        ("tenancy", "0001_roles"),
    ]

    operations = [
        Wall("journal_journalentry"),
        Wall("journal_journalchange"),
        migrations.RunSQL(CLIENT, NOBODY),
    ]
