
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('bounces', '0002_unwritable_addresses'),
    ]

    operations = [
        migrations.AlterField(
            model_name='receivedbounce',
            name='bounce_class',
            field=models.CharField(choices=[('failed', 'échec'), ('delayed', 'retard'), ('delivered', 'remise'), ('none', 'ni l’un ni l’autre')], max_length=10, verbose_name='dit'),
        ),
    ]
