from dataclasses import replace

from escale.bounces.parsing.automatic import is_reply, report_kind
from escale.bounces.parsing.dsn import reported_recipients
from escale.bounces.parsing.free_form import Told, recipient_addresses, told_recipients
from escale.bounces.parsing.mime import Part, read_part, returned_message
from escale.bounces.parsing.quoted import own_subject, without_subject
from escale.bounces.parsing.texts import told_and_returned
from escale.bounces.parsing.verdicts import BouncedRecipient, BounceKind, ParsedBounce


def parse(content: bytes) -> ParsedBounce:
    """What a message that came back to a return address says; never raises, within bounds."""
    message = read_part(content)
    text, after = told_and_returned(message)
    returned = _returned(message, after)
    told = Told(
        message=message,
        subject=own_subject(message, returned),
        text=without_subject(text, message, returned),
        returned=returned,
        content=content,
    )
    kind, recipients = _read(told)
    return ParsedBounce(kind, tuple(recipients), tuple(_message_ids(returned)))


def _read(told: Told) -> tuple[BounceKind, list[BouncedRecipient]]:
    message = told.message
    kind = report_kind(message)
    if kind is not None:
        return kind, []
    recipients = reported_recipients(message, told.text)
    if recipients:
        return BounceKind.REPORT, _named(recipients, told)
    if is_reply(told):
        return BounceKind.AUTO_REPLY, []
    recipients = told_recipients(told)
    # A gateway that only forwards another server's report.
    forwarded = reported_recipients(told.returned, "") if recipients and told.returned else []
    kind = BounceKind.TEXT if recipients else BounceKind.OTHER
    return (BounceKind.REPORT, forwarded) if forwarded else (kind, recipients)


def _named(recipients: list[BouncedRecipient], told: Told) -> list[BouncedRecipient]:
    """A report whose only recipient has no address: the text beside it may give one."""
    if len(recipients) > 1 or recipients[0].address:
        return recipients
    address = next(iter(recipient_addresses(told)), "")
    return [replace(recipients[0], address=address)]


def _returned(message: Part, after: str) -> Part | None:
    for part in message.leaves():
        if part.is_returned and part is not message:
            return returned_message(part)
    lines = after.splitlines()[1:]
    while lines and ":" not in lines[0]:
        lines.pop(0)
    return read_part("\n".join(lines).encode()) if lines else None


def _message_ids(returned: Part | None) -> list[str]:
    return [value.strip() for value in returned.all("message-id")] if returned else []
