"""What looks wrong in a file as a whole: said before it is applied, blocking nothing (R33)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from escale.exchange.columns import EMAIL, PHONE
from escale.imports.judging import JudgedRow
from escale.imports.states import Verdict
from escale.kernel.numbers import grouped
from escale.kernel.phones import format_phone

NAMED = 3
# From here on, rows that hold the address of somebody else are no coincidence.
SHIFTED_ROWS = 3
MISMATCHED_SHARE = 0.5


def alarms(rows: Sequence[JudgedRow]) -> list[str]:
    modified = [row for row in rows if row.verdict == Verdict.MODIFIED]
    sentences = [
        *_blank(modified), *_shared(rows), *_shifted(rows, modified), *_mismatched(rows),
    ]  # fmt: skip
    return [sentence for sentence in sentences if sentence]


def _blank(modified: Sequence[JudgedRow]) -> Iterable[str]:
    """A cell left blank beside a change erases nothing, and that is said (D16)."""
    for column in (EMAIL, PHONE):
        rows = [row.number for row in modified if column in row.blanks]
        if rows:
            numbers = ", ".join(map(grouped, rows[:NAMED])) + ("…" if len(rows) > NAMED else "")
            yield ngettext(
                "%(count)s ligne modifiée a une case « %(column)s » vide (ligne %(rows)s) : la"
                " valeur actuelle est gardée.",
                "%(count)s lignes modifiées ont une case « %(column)s » vide (lignes %(rows)s) : la"
                " valeur actuelle est gardée.",
                len(rows),
            ) % {"count": grouped(len(rows)), "column": column.label, "rows": numbers}


def _shared(rows: Sequence[JudgedRow]) -> Iterable[str]:
    """Addresses and mobiles that the file would give to several people."""
    emails: defaultdict[str, set[str]] = defaultdict(set)
    phones: defaultdict[str, set[str]] = defaultdict(set)
    new_emails, new_phones = set(), set()
    for row in rows:
        if row.present is None or row.verdict == Verdict.REFUSED:
            continue
        contact = row.contact or row.present
        person = f"{row.present.last_name} {row.present.first_name} {row.present.matricule}"
        emails[contact.email.casefold()].add(person)
        phones[contact.phone].add(person)
        if row.has_new_email:
            new_emails.add(contact.email.casefold())
        if row.has_new_phone:
            new_phones.add(contact.phone)
    for email, count in _largest(emails, new_emails):
        yield _("%(count)s bénéficiaires auraient la même adresse\u00a0: %(email)s.") % {
            "count": count,
            "email": email,
        }
    for phone, count in _largest(phones, new_phones):
        yield _("%(count)s bénéficiaires auraient le même mobile\u00a0: %(phone)s.") % {
            "count": count,
            "phone": format_phone(phone),
        }


def _largest(people: dict[str, set[str]], new: set[str]) -> list[tuple[str, int]]:
    """The values most shared, of those that the file brings."""
    counts = Counter({value: len(people[value]) for value in new if len(people[value]) > 1})
    return sorted(counts.most_common(NAMED), key=lambda pair: (-pair[1], pair[0]))


def _shifted(rows: Sequence[JudgedRow], modified: Sequence[JudgedRow]) -> Iterable[str]:
    """A column that was sorted or pasted without the others gives each the address of another."""
    owners = {row.present.email.casefold() for row in rows if row.present}
    count = sum(
        row.contact.email.casefold() in owners
        for row in modified
        if row.contact and row.has_new_email
    )
    if count >= SHIFTED_ROWS:
        yield ngettext(
            "%(count)s ligne reçoit l’adresse actuelle d’un autre bénéficiaire\u00a0: une colonne a"
            " peut-être été triée ou décalée seule.",
            "%(count)s lignes reçoivent l’adresse actuelle d’un autre bénéficiaire\u00a0: une"
            " colonne a peut-être été triée ou décalée seule.",
            count,
        ) % {"count": count}


def _mismatched(rows: Sequence[JudgedRow]) -> Iterable[str]:
    count = sum(any(refusal.code == "read-only-column" for refusal in row.refusals) for row in rows)
    if count >= SHIFTED_ROWS and count >= len(rows) * MISMATCHED_SHARE:
        yield _(
            "Sur %(count)s lignes, matricule, nom ou montant ne sont plus ceux de l’identifiant"
            "\u00a0: les lignes du fichier ont peut-être été décalées."
        ) % {"count": count}
