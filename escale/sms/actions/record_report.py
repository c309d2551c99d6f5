from escale.sms.actions.settle_text import settle_text
from escale.sms.gateways.configured import configured_gateway
from escale.sms.states import TextState


def record_report(*, text_id: int, body: bytes) -> TextState | None:
    """What the provider posted about a text; None when it changes nothing."""
    report = configured_gateway().read_report(body)
    return settle_text(text_id=text_id, report=report) if report else None
