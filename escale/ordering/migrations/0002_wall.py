from django.db import migrations

from escale.tenancy.walls import Wall, of_parent, owned


class Migration(migrations.Migration):

    dependencies = [
        ("ordering", "0001_drafts"),
        ("tenancy", "0001_roles"),
    ]

    operations = [
        Wall("ordering_draft", owned()),
        Wall("ordering_draftline", of_parent("draft_id", "ordering_draft")),
    ]
