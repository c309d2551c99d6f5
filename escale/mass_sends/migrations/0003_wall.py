from django.db import migrations

from escale.tenancy.walls import Wall, of_parent, owned


class Migration(migrations.Migration):

    dependencies = [
        ("mass_sends", "0002_scope_label"),
        ("tenancy", "0001_roles"),
    ]

    operations = [
        Wall("mass_sends_masssend", owned()),
        Wall("mass_sends_masssendrow", of_parent("mass_send_id", "mass_sends_masssend")),
    ]
