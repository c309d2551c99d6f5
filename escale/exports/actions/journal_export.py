from escale.clients.models import Member
from escale.exports.states import ExportKind
from escale.exports.wanted import WantedExport
from escale.journal.actions.record import record


def journal_export(*, member: Member, wanted: WantedExport, rows: int) -> None:
    """Who took which list of people away, and how many (D8)."""
    is_journal = wanted.kind == ExportKind.JOURNAL
    record(
        actor=member.actor,
        verb="journal-exported" if is_journal else "dotations-exported",
        about=wanted.order.about if wanted.order else f"client:{member.client.code}",
        client_id=member.client_id,
        changes={"kind": ("", wanted.kind.value), "rows": ("", str(rows))},
    )
