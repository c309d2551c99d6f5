"""Brevo's transactional SMS (developers.brevo.com, « Transactional SMS endpoints »)."""

import http.client
import json
import re
import ssl
from typing import Any
from urllib.parse import urlsplit

from escale.sms.causes import Cause
from escale.sms.gateways.contract import (
    DIAGNOSTIC_LENGTH,
    Accepted,
    GatewayRefused,
    GatewayUnavailable,
    Report,
)
from escale.sms.states import TextState
from escale.sms.text_length import is_gsm7, segments

PATH = "/v3/transactionalSMS/send"
MOST_READ = 65_536
LOOPBACK = {"127.0.0.1", "localhost"}
SENDER = re.compile(r"[A-Za-z0-9]{1,11}")

_STATES = {
    "sent": TextState.SENT,
    "accepted": TextState.SENT,
    "delivered": TextState.DELIVERED,
    "hardbounce": TextState.FAILED,
    "softbounce": TextState.FAILED,
    "rejected": TextState.FAILED,
    "blacklisted": TextState.FAILED,
    "skip": TextState.FAILED,
}
_CAUSES = {"hardbounce": Cause.UNKNOWN_NUMBER, "softbounce": Cause.UNREACHABLE}
# A bad request is either about the number or about what we wrote ourselves.
_ABOUT_THE_NUMBER = re.compile(r"phone|recipient|mobile|number", re.IGNORECASE)


class BrevoGateway:
    def __init__(
        self,
        *,
        sender: str,
        api_key: str,
        base_url: str = "https://api.brevo.com",
        timeout: float = 10,
    ) -> None:
        if not SENDER.fullmatch(sender):
            raise ValueError("ESCALE_SMS_SENDER: 11 letters and digits at most, nothing else.")
        base = urlsplit(base_url)
        if base.scheme != "https" and base.hostname not in LOOPBACK:
            raise ValueError("base_url: https, or the key would travel in clear.")
        self._sender = sender
        self._api_key = api_key
        self._base = base
        self._timeout = timeout

    def send(self, *, phone: str, text: str, report_url: str) -> Accepted:
        status, body = self._post(
            {
                "sender": self._sender,
                "recipient": phone.removeprefix("+"),
                "content": text,
                "type": "transactional",
                "unicodeEnabled": not is_gsm7(text),
                "webUrl": report_url,
            }
        )
        answer = _fields(body)
        if 200 <= status < 300:
            reference = _name(answer.get("messageId"))
            if not reference:
                raise GatewayUnavailable(f"{status} without a messageId")
            return Accepted(reference, _count(answer.get("smsCount")) or segments(text))
        diagnostic = _readable(f"{status} {answer.get('code', '')} {answer.get('message', '')}")
        if status >= 500 or status < 400:
            raise GatewayUnavailable(diagnostic)
        raise GatewayRefused(_cause(status, diagnostic), diagnostic)

    def read_report(self, body: bytes) -> Report | None:
        told = _fields(body)
        status = str(told.get("msg_status", "")).lower().replace("_", "").replace("-", "")
        state = _STATES.get(status)
        if state is None:
            return None
        failed = state == TextState.FAILED
        why = f"{told.get('msg_status')} {told.get('error_code', '')} {told.get('description', '')}"
        return Report(
            state=state,
            cause=_CAUSES.get(status, Cause.REFUSED) if failed else None,
            diagnostic=_readable(why) if failed else "",
            reference=_name(told.get("messageId")),
            segments=_count(told.get("sms_count")),
        )

    def _post(self, fields: dict[str, Any]) -> tuple[int, bytes]:
        connection = self._connection()
        headers = {
            "api-key": self._api_key,
            "accept": "application/json",
            "content-type": "application/json",
        }
        try:
            path = self._base.path.rstrip("/") + PATH
            connection.request("POST", path, json.dumps(fields), headers)
            answer = connection.getresponse()
            return answer.status, answer.read(MOST_READ)
        except (OSError, http.client.HTTPException) as error:
            raise GatewayUnavailable(type(error).__name__) from error
        finally:
            connection.close()

    def _connection(self) -> http.client.HTTPConnection:
        host = self._base.hostname or ""
        if self._base.scheme != "https":
            return http.client.HTTPConnection(host, self._base.port, timeout=self._timeout)
        return http.client.HTTPSConnection(
            host, self._base.port, timeout=self._timeout, context=ssl.create_default_context()
        )


def _cause(status: int, diagnostic: str) -> Cause:
    if status == http.client.BAD_REQUEST and _ABOUT_THE_NUMBER.search(diagnostic):
        return Cause.UNKNOWN_NUMBER
    # Our key, our credit, our sender, our pace: nothing is said about the phone.
    return Cause.OURS


def _fields(body: bytes) -> dict[str, Any]:
    try:
        fields = json.loads(body)
    except ValueError:
        return {}
    return fields if isinstance(fields, dict) else {}


def _name(value: object) -> str:
    """Brevo's ids are numbers, or text; anything else is none."""
    return str(value)[:100] if isinstance(value, int | str) and value else ""


def _count(value: object) -> int:
    return value if isinstance(value, int) and 0 < value < 100 else 0


def _readable(text: str) -> str:
    kept = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(kept.split())[:DIAGNOSTIC_LENGTH]
