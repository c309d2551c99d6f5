from django.db import migrations

from escale.tenancy.walls import Wall, of_parent, owned


class Migration(migrations.Migration):

    dependencies = [
        ("imports", "0001_imports"),
        ("tenancy", "0001_roles"),
    ]

    operations = [
        Wall("imports_import", owned()),
        Wall("imports_importrow", of_parent("import_id", "imports_import")),
    ]
