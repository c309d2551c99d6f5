"""What a client's own mail teaches of domains: where it arrives, and how many people it reaches."""

from collections.abc import Iterator
from itertools import groupby, starmap
from typing import NamedTuple

from django.db import connection

from escale.dotations.states import DotationStatus
from escale.hints.models import LearnedDomain
from escale.kernel.mail_providers import OFTEN_MEANT, SELDOM_MEANT
from escale.kernel.slips import targets
from escale.mailing.causes import Cause
from escale.mailing.states import GONE

# Five colleagues do not make the same slip; of thousands of people, five are few.
LEAST_PEOPLE = 5
LEAST_PERCENT = 2
PUBLIC = frozenset(OFTEN_MEANT + SELDOM_MEANT)

# An account was created from a mail of theirs, or the newest mail was taken and did not come back.
# Not where one failed because the domain does not exist.
REACHED = """
    SELECT client_id, domain, people, everybody, has_account
    FROM (
        SELECT row.client_id, lower(split_part(row.email, '@', -1)) AS domain,
               count(DISTINCT lower(row.email)) FILTER (
                   WHERE row.account_created_at IS NOT NULL
                      OR (mail.state = ANY(%(gone)s) AND row.status <> %(error)s)
               ) AS people,
               sum(count(DISTINCT lower(row.email))) OVER (PARTITION BY row.client_id) AS everybody,
               bool_or(row.account_created_at IS NOT NULL) AS has_account,
               bool_or(row.status = %(error)s AND mail.cause = %(unknown_domain)s) AS is_lost
        FROM dotations_dotation row
        LEFT JOIN mailing_outgoingmessage mail ON mail.id = row.last_message_id
        WHERE row.email <> ''
        GROUP BY row.client_id, domain
    ) found
    WHERE people > 0 AND is_lost IS NOT TRUE
    ORDER BY client_id
"""


class Reached(NamedTuple):
    """Of one client, one domain; `everybody` counts the client's people, whatever theirs."""

    client_id: int
    domain: str
    people: int
    everybody: int
    has_account: bool

    @property
    def is_usual(self) -> bool:
        return self.people >= LEAST_PEOPLE and self.people * 100 >= self.everybody * LEAST_PERCENT


def learned_domains() -> Iterator[LearnedDomain]:
    """Of all clients, in one query and their order; not stored yet."""
    for _client_id, domains in groupby(_reached(), key=lambda reached: reached.client_id):
        yield from _of_one_client(list(domains))


def _of_one_client(domains: list[Reached]) -> Iterator[LearnedDomain]:
    providers = targets(frozenset())
    # A slip of a usual provider may take mail too, for whoever bought it: an account is a proof.
    familiar = {
        reached.domain
        for reached in domains
        if reached.is_usual and (reached.has_account or providers.meant(reached.domain) is None)
    } - PUBLIC
    for reached in domains:
        is_familiar = reached.domain in familiar
        if is_familiar or (reached.has_account and _is_doubted(reached.domain, familiar)):
            yield LearnedDomain(
                client_id=reached.client_id,
                domain=reached.domain,
                people=reached.people,
                is_familiar=is_familiar,
            )


def _is_doubted(domain: str, familiar: set[str]) -> bool:
    return targets(frozenset(familiar)).meant(domain) is not None


def _reached() -> Iterator[Reached]:
    with connection.cursor() as cursor:
        cursor.execute(
            REACHED,
            {
                "gone": sorted(GONE),
                "error": DotationStatus.EMAIL_ERROR,
                "unknown_domain": Cause.UNKNOWN_DOMAIN,
            },
        )
        yield from starmap(Reached, cursor)
