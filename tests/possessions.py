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

CANARY = "CANARI"


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


def canaries_of(member: Member) -> Dotation:
    """One of each too; every text of them is a canary, that nobody else may read."""
    order = OrderFactory.create(client=member.client, placed_by=f"{CANARY}-placed-by")
    DraftFactory.create(client=member.client, opened_by=f"{CANARY}-opened-by")
    ImportFactory.create(order=order, author=f"{CANARY}-author", file_name=f"{CANARY}-file")
    MassSendFactory.create(client=member.client, author=f"{CANARY}-author")
    ExportFactory.create(order=order, user_id=member.user_id, file_name=f"{CANARY}-file")
    InvitationFactory.create(client=member.client, invited_by=f"{CANARY}-inviting")
    ReminderPlanFactory.create(client=member.client, changed_by=f"{CANARY}-changing")
    DismissedHintFactory.create(client=member.client, dismissed_by=f"{CANARY}-dismissing")
    LearnedDomainFactory.create(client=member.client, domain=f"{CANARY.lower()}.example")
    return DotationFactory.create(
        order=order,
        matricule=f"{CANARY}-1",
        last_name=f"{CANARY}-NOM",
        first_name=f"{CANARY}-prenom",
        email=f"{CANARY.lower()}@yopmail.example",
        in_error=True,
    )
