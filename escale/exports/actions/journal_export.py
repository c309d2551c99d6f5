from escale.clients.models import Member
from escale.exports.states import ExportKind
from escale.exports.wanted import WantedExport
from escale.journal.actions.record import record

VERBS = {
    ExportKind.ORDERS: "orders-exported",
    ExportKind.JOURNAL: "journal-exported",
    ExportKind.EVERYTHING: "everything-exported",
}


def journal_export(*, member: Member, wanted: WantedExport, rows: int) -> None:
    """Who took which list of people away, and how many (D8)."""
    record(
        actor=member.actor,
        verb=VERBS.get(wanted.kind, "dotations-exported"),
        about=wanted.order.about if wanted.order else f"client:{member.client.code}",
        client_id=member.client_id,
        changes={"kind": ("", wanted.kind.value), "rows": ("", str(rows))},
    )
