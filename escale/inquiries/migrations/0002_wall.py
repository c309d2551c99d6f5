from django.db import migrations

from escale.tenancy.walls import Wall, of_parent, owned


class Migration(migrations.Migration):

    dependencies = [
        ("inquiries", "0001_inquiries"),
        ("tenancy", "0001_roles"),
    ]

    operations = [
        Wall("inquiries_inquiry", owned()),
        Wall("inquiries_answer", of_parent("inquiry_id", "inquiries_inquiry")),
    ]
