from django.db import migrations

from escale.tenancy.walls import Wall, owned


class Migration(migrations.Migration):

    dependencies = [
        ("exports", "0001_exports"),
        ("tenancy", "0001_roles"),
    ]

    operations = [
        Wall("exports_export", owned()),
    ]
