"""What the demonstration's gateway tells a while after it accepted a text."""

from procrastinate.contrib.django import app

from escale.demo.deferred import REPORT_TEXT
from escale.demo.texts import DELIVERED_BODY, LOST_BODY
from escale.sms.actions.record_report import record_report
from escale.sms.report_address import text_id_of


@app.task(**REPORT_TEXT.task)
def report_text(report_url: str, is_lost: bool) -> None:
    """What a provider would post there, without the network."""
    text_id = text_id_of(report_url.rstrip("/").rpartition("/")[2])
    if text_id is not None:
        record_report(text_id=text_id, body=LOST_BODY if is_lost else DELIVERED_BODY)
