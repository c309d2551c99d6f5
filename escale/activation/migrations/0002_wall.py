from django.db import migrations

from escale.tenancy.walls import Wall


class Migration(migrations.Migration):

    dependencies = [
        ("activation", "0001_accounts"),
        ("tenancy", "0001_roles"),
    ]

    operations = [
        Wall("activation_beneficiary"),
        Wall("activation_holding"),
        Wall("activation_phonecode"),
        Wall("activation_device"),
    ]
