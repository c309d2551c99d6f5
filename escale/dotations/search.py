"""Finding dotations: one folded column, searched by substring, field by field or all at once.

The column joins the five searchable fields with a separator that no field can hold. One covering
index (client, id) carries it and the status, so that a search reads the index of its own client and
nothing else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import F, Func, Q, TextField, Value

from escale.dotations.models import Dotation, DotationQuerySet
from escale.kernel.phones import phone_digits, searched_digits
from escale.kernel.text import clean, fold

SEPARATOR = "\x1f"
# Digits of a telephone that are enough to look for it wherever they stand.
SHORTEST_PHONE = 4


@dataclass(frozen=True, slots=True)
class Criteria:
    """What the search form holds (R22): fields are AND-ed, `anything` searches all of them."""

    matricule: str = ""
    last_name: str = ""
    first_name: str = ""
    email: str = ""
    phone: str = ""
    anything: str = ""
    # One of DotationStatus, or every one.
    status: str = ""
    order_number: int | None = None


# Where each field stands in the column, counted from 1 as split_part() does.
POSITIONS = {"matricule": 1, "last_name": 2, "first_name": 3, "email": 4, "phone": 5}


def search_text(*, matricule: str, last_name: str, first_name: str, email: str, phone: str) -> str:
    """The value of the column `search` for one dotation. Every writer of contact data sets it."""
    parts = (fold(matricule), fold(last_name), fold(first_name), fold(email), phone_digits(phone))
    text = SEPARATOR.join(parts)
    if text.count(SEPARATOR) == len(parts) - 1:
        return text
    return SEPARATOR.join(part.replace(SEPARATOR, "") for part in parts)


def search_of(dotation: Dotation) -> str:
    """The same of a dotation as it stands."""
    return search_text(
        matricule=dotation.matricule,
        last_name=dotation.last_name,
        first_name=dotation.first_name,
        email=dotation.email,
        phone=dotation.phone,
    )


def matching(rows: DotationQuerySet, criteria: Criteria) -> DotationQuerySet:
    """The rows that meet every given criterion; without any, all of them.

    A criterion that has nothing to look for, a telephone without a digit, is met by none.
    """
    if unusable(criteria):
        return rows.none()
    if criteria.status:
        rows = rows.filter(status=criteria.status)
    if criteria.order_number is not None:
        rows = rows.filter(order_id=criteria.order_number)
    for name in POSITIONS:
        if terms := _terms(name, getattr(criteria, name)):
            # The first condition is the cheap one; the second keeps the hit inside its field.
            hit = [Q(search__contains=term, **{f"in_{name}__contains": term}) for term in terms]
            rows = rows.alias(**{f"in_{name}": folded(name)}).filter(reduce(or_, hit))
    return rows.filter(anywhere(criteria.anything)) if criteria.anything.strip() else rows


def anywhere(text: str) -> Q:
    """On a column `search`, whoever has it: met by none where there is nothing to look for."""
    readings = _readings(text)
    return reduce(or_, map(_with_all, readings)) if readings else Q(pk__in=[])


def _with_all(words: Sequence[str]) -> Q:
    return Q(*(Q(search__contains=word) for word in words))


def folded(name: str) -> Func:
    """One of the searchable fields without accents and case, as the column holds it."""
    place = (F("search"), Value(SEPARATOR), Value(POSITIONS[name]))
    return Func(*place, function="split_part", output_field=TextField())


def unusable(criteria: Criteria) -> list[str]:
    """Fields in which something is typed that no value can hold."""
    typed = {name: getattr(criteria, name) for name in POSITIONS}
    useless = [name for name, value in typed.items() if value.strip() and not _terms(name, value)]
    if criteria.anything.strip() and not _readings(criteria.anything):
        useless.append("anything")
    return useless


def shortest_term(criteria: Criteria) -> int:
    """Letters of the most selective term; 0 without any. It decides how the search is run."""
    found = [_terms(name, getattr(criteria, name)) for name in POSITIONS]
    # Of several ways to write one thing, the least selective counts.
    lengths = [min(map(len, terms)) for terms in found if terms]
    readings = _readings(criteria.anything)
    if readings:
        lengths.append(min(max(map(len, words)) for words in readings))
    return max(lengths, default=0)


def _terms(name: str, value: str) -> list[str]:
    """The ways in which the column may hold what was typed."""
    if name == "phone":
        return searched_digits(value)
    term = fold(clean(value)).strip()
    return [term] if term else []


def _readings(text: str) -> list[list[str]]:
    """Words are searched apart, except in a phone number, whose spaces mean nothing.

    Digits and what separates them may be a matricule as well, « 2023-0015 », « 00331245 »: both.
    """
    words = fold(clean(text)).split()
    readings = [words] if words else []
    if not any(character.isalpha() for character in text):
        phones = [way for way in searched_digits(text) if len(way) >= SHORTEST_PHONE]
        readings += [[way] for way in phones if [way] != words]
    return readings
