import django.contrib.postgres.fields
from django.db import migrations, models


# A client, whose pages may be turned against us, neither reads what is counted nor wipes it.
ROW_LEVEL_SECURITY = """
ALTER TABLE rate_limits_tries ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON rate_limits_tries TO escale_system USING (true) WITH CHECK (true);
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name='Tries',
            fields=[
                ('name', models.CharField(max_length=100, primary_key=True, serialize=False)),
                ('hits', django.contrib.postgres.fields.ArrayField(base_field=models.DateTimeField(), size=None)),
                ('most', models.PositiveIntegerField()),
                ('within', models.DurationField()),
                ('until', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['until'], name='tries_until')],
            },
        ),
        migrations.RunSQL(ROW_LEVEL_SECURITY, migrations.RunSQL.noop),
    ]
