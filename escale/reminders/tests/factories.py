import factory
from factory.django import DjangoModelFactory

from escale.clients.tests.factories import ClientFactory
from escale.reminders.models import ReminderPlan


class ReminderPlanFactory(DjangoModelFactory[ReminderPlan]):
    """A plan that is on, as it is proposed: J+7, J+21, 30 days before the end, working hours."""

    class Meta:
        model = ReminderPlan

    client = factory.SubFactory(ClientFactory)
    is_on = True
    activation_days = factory.LazyFunction(lambda: [7, 21])
    application_days = factory.LazyFunction(lambda: [7, 21])
    days_before_end = 30
    from_hour = 9
    until_hour = 18
    weekdays = factory.LazyFunction(lambda: [1, 2, 3, 4, 5])
    changed_by = "Hélène Tanguy"
