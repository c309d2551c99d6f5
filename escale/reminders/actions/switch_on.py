from django.db import transaction
from django.db.models.functions import Now
from django.utils.dates import WEEKDAYS

from escale.clients.models import Client, Member
from escale.journal.actions.record import record
from escale.reminders.errors import FirstDayChanged, TermsRefused
from escale.reminders.models import ReminderPlan, terms_as_fields
from escale.reminders.queries import count_first, plan_of
from escale.reminders.terms import Terms


@transaction.atomic
def switch_on(*, member: Member, terms: Terms, expected: int) -> ReminderPlan:
    """From now on reminders leave by these terms; of a plan that is on, its terms change.

    `expected`: how many e-mails of the next departure the person saw. Raises TermsRefused and
    FirstDayChanged.
    """
    if problems := dict(terms.problems()):
        raise TermsRefused(problems)
    # Held: of two managers at once, the second changes what the first decided.
    client = Client.objects.select_for_update(no_key=True).get(pk=member.client_id)
    former = plan_of(client)
    if former.is_on and former.terms == terms:
        return former
    wanted = ReminderPlan.of(client, terms)
    if count_first(wanted) != expected:
        raise FirstDayChanged
    fields = terms_as_fields(terms) | {"is_on": True, "changed_by": member.actor.label}
    plan, _is_new = ReminderPlan.objects.update_or_create(
        client=client, defaults={**fields, "changed_at": Now(), "done_on": None}
    )
    record(
        actor=member.actor,
        verb="reminders-changed" if former.is_on else "reminders-switched-on",
        about=client.about,
        client_id=client.pk,
        changes=_changes(former, terms),
    )
    return plan


def _changes(former: ReminderPlan, terms: Terms) -> dict[str, tuple[str, str]]:
    """What differs; all of it where the plan was off."""
    new = _said(terms)
    old = _said(former.terms) if former.is_on else dict.fromkeys(new, "")
    return {name: (old[name], new[name]) for name in new if old[name] != new[name]}


def _said(terms: Terms) -> dict[str, str]:
    return {
        "activation_days": ", ".join(map(str, terms.activation_days)),
        "application_days": ", ".join(map(str, terms.application_days)),
        "days_before_end": str(terms.days_before_end or ""),
        "from_hour": f"{terms.from_hour} h",
        "until_hour": f"{terms.until_hour} h",
        "weekdays": ", ".join(str(WEEKDAYS[day - 1]) for day in terms.weekdays),
    }
