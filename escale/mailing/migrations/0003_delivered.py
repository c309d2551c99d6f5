
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('mailing', '0002_unwritable_addresses'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='outgoingmessage',
            name='message_state_known',
        ),
        migrations.RemoveConstraint(
            model_name='outgoingmessage',
            name='message_settled_has_a_date',
        ),
        migrations.RemoveConstraint(
            model_name='outgoingmessage',
            name='message_sent_has_a_date',
        ),
        migrations.AlterField(
            model_name='outgoingmessage',
            name='state',
            field=models.CharField(choices=[('queued', 'en attente'), ('sending', 'en cours d’envoi'), ('deferred', 'différé'), ('sent', 'envoyé'), ('delivered', 'remis'), ('failed', 'échec'), ('cancelled', 'annulé')], default='queued', max_length=10),
        ),
        migrations.AddConstraint(
            model_name='outgoingmessage',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['queued', 'sending', 'deferred', 'sent', 'delivered', 'failed', 'cancelled'])), name='message_state_known'),
        ),
        migrations.AddConstraint(
            model_name='outgoingmessage',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('settled_at__isnull', False), ('state__in', ['cancelled', 'delivered', 'failed', 'sent'])), models.Q(models.Q(('state__in', ['cancelled', 'delivered', 'failed', 'sent']), _negated=True), ('settled_at__isnull', True)), _connector='OR'), name='message_settled_has_a_date'),
        ),
        migrations.AddConstraint(
            model_name='outgoingmessage',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['delivered', 'sent']), _negated=True), ('sent_at__isnull', False), _connector='OR'), name='message_sent_has_a_date'),
        ),
    ]
