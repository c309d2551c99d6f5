"""What is known of domains for one client, as the rule of hints takes it; its lists for pages."""

from django.db.models import F, QuerySet, Value

from escale.clients.models import Member
from escale.hints.models import DismissedHint, DismissedHintQuerySet, LearnedDomain
from escale.kernel.hints import KnownDomains

FAMILIAR, TRUSTED, DISMISSED = "familiar", "trusted", "dismissed"


def known_domains(client_id: int) -> KnownDomains:
    """In one query, whatever is asked of it afterwards: once for a page, once for a file."""
    learned = LearnedDomain.objects.filter(client_id=client_id).order_by()
    dismissed = DismissedHint.objects.filter(client_id=client_id).order_by()
    rows = dismissed.values_list(Value(DISMISSED), F("typed"), F("proposed")).union(
        learned.filter(is_familiar=True).values_list(Value(FAMILIAR), F("domain"), F("domain")),
        learned.filter(is_familiar=False).values_list(Value(TRUSTED), F("domain"), F("domain")),
        all=True,
    )
    found: dict[str, set[tuple[str, str]]] = {FAMILIAR: set(), TRUSTED: set(), DISMISSED: set()}
    for kind, typed, proposed in rows:
        found[kind].add((typed, proposed))
    return KnownDomains(
        familiar=frozenset(domain for domain, _same in found[FAMILIAR]),
        trusted=frozenset(domain for domain, _same in found[TRUSTED]),
        dismissed=frozenset(found[DISMISSED]),
    )


def dismissed_visible_to(member: Member) -> DismissedHintQuerySet:
    """The last first."""
    return DismissedHint.objects.visible_to(member).order_by("-dismissed_at", "-pk")


def familiar_visible_to(member: Member) -> QuerySet[LearnedDomain]:
    """What is proposed because many people of the client have it; the most usual first."""
    learned = LearnedDomain.objects.filter(client_id=member.client_id, is_familiar=True)
    return learned.order_by("-people", "domain")
