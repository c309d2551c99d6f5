"""A real HTTP server on the loopback that speaks Brevo's protocol and answers what a test says."""

import json
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import SSLContext
from threading import Event, Thread
from typing import Any

from pytest_django import Settings

KEY = "xkeysib-for-tests"
SILENCE = (0, "")
TIMEOUT = 0.3


@dataclass
class Script:
    """Answers in turn: a status and a body; nothing left means accepted. `SILENCE` says nothing."""

    answers: deque[tuple[int, str]] = field(default_factory=deque)
    requests: list[dict[str, Any]] = field(default_factory=list)
    over: Event = field(default_factory=Event)

    def answer(self, status: int, **fields: object) -> None:
        self.answers.append((status, json.dumps(fields)))

    @property
    def phones(self) -> list[str]:
        return [request["recipient"] for request in self.requests]


@contextmanager
def brevo_server(tls: SSLContext | None = None) -> Iterator[tuple[Script, str]]:
    """The script and the address."""
    script = Script()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(script))
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield script, f"{'https' if tls else 'http'}://127.0.0.1:{server.server_address[1]}"
    finally:
        script.over.set()
        server.shutdown()
        server.server_close()
        thread.join()


def use_brevo(settings: Settings, address: str) -> None:
    settings.SMS_GATEWAY = "escale.sms.gateways.brevo.BrevoGateway"
    settings.SMS_OPTIONS = {"api_key": KEY, "base_url": address, "timeout": TIMEOUT}


def _handler(script: Script) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["content-length"])))
            if self.path != "/v3/transactionalSMS/send" or self.headers["api-key"] != KEY:
                self._say(401, '{"code": "unauthorized", "message": "Key not found"}')
                return
            script.requests.append(request)
            accepted = json.dumps({"messageId": 1_511_882_900_176_220 + len(script.requests)})
            status, body = script.answers.popleft() if script.answers else (201, accepted)
            if (status, body) == SILENCE:
                script.over.wait(timeout=5)
                return
            self._say(status, body)

        def _say(self, status: int, body: str) -> None:
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler
