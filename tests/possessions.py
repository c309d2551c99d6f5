"""One of each thing that a client may have, for tests that look at every page."""

from escale.clients.models import Member
from escale.clients.tests.factories import InvitationFactory
from escale.dotations.models import Dotation
from escale.dotations.tests.factories import DotationFactory
from escale.exports.tests.factories import ExportFactory
from escale.hints.tests.factories import DismissedHintFactory, LearnedDomainFactory
from escale.imports.tests.factories import ImportFactory
from escale.mass_sends.tests.factories import MassSendFactory
from escale.ordering.tests.factories import DraftFactory
from escale.orders.tests.factories import OrderFactory
from escale.reminders.tests.factories import ReminderPlanFactory


def one_of_everything(member: Member) -> Dotation:
    row = DotationFactory.create(order=OrderFactory.create(client=member.client), in_error=True)
    DraftFactory.create(client=member.client)
    ImportFactory.create(order=row.order)
    ExportFactory.create(order=row.order, user_id=member.user_id)
    MassSendFactory.create(client=member.client)
    InvitationFactory.create(client=member.client)
    ReminderPlanFactory.create(client=member.client)
    DismissedHintFactory.create(client=member.client)
    LearnedDomainFactory.create(client=member.client)
    return row
