"""deploy/nginx/escale.conf as Debian's nginx runs it, before a server that we slow and stop.

What nginx answers by itself is in French and in our looks, and no log holds the token of a link.
"""

import gzip
import http.client
import os
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

from escale.local.ports import free_port
from tests.deployment import scratch
from tests.rig.processes import wait_until

NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
pytestmark = [
    pytest.mark.skipif(NGINX is None, reason="nginx is missing (apt install nginx)"),
    pytest.mark.slow,
]
TOKEN = "a-token-that-is-somebody-s"
HASHED = "app.0123456789ab.css"
POLICIES = (
    "Content-Security-Policy",
    "Strict-Transport-Security",
    "X-Content-Type-Options",
    "X-Frame-Options",
    "Referrer-Policy",
)


class Upstream(BaseHTTPRequestHandler):
    """Stands for the web server: slow where asked, else it says who the visitor is."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"] or 0))
        if self.path.startswith("/slow"):
            time.sleep(2)
        body = (self.headers["X-Forwarded-For"] or "").encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET

    def log_message(self, *_args: object) -> None:
        pass


@dataclass
class Answer:
    status: int
    headers: Message
    body: bytes


@dataclass
class Proxy:
    folder: Path
    port: int
    plain_port: int
    upstream: ThreadingHTTPServer

    def ask(
        self, path: str, *, body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> Answer:
        context = trusting(self.folder)
        connection = http.client.HTTPSConnection("127.0.0.1", self.port, context=context, timeout=9)
        with closing(connection):
            method = "POST" if body else "GET"
            connection.request(method, path, body=body, headers=headers or {})
            with connection.getresponse() as answer:
                return Answer(answer.status, answer.headers, answer.read())

    def logs(self) -> str:
        return "".join(path.read_text() for path in self.folder.glob("*.log"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, static files beside it, with smaller limits."""
    folder = tmp_path_factory.mktemp("proxy")
    static = folder / "static-collected"
    static.mkdir()
    (static / HASHED).write_text("body { color: red }")
    (static / f"{HASHED}.gz").write_bytes(gzip.compress(b"body { color: red }"))
    return folder


@pytest.fixture
def proxy(folder: Path, settings: Settings, db: None) -> Iterator[Proxy]:
    settings.STATIC_ROOT = str(folder / "static-collected")
    call_command("write_error_pages", verbosity=0)
    around = scratch(folder)
    upstream = ThreadingHTTPServer(("127.0.0.1", 0), Upstream)
    threading.Thread(target=upstream.serve_forever, daemon=True).start()
    port, plain_port = free_port(), free_port()
    site = folder / "site.conf"
    site.write_text(
        site.read_text()
        .replace(":8443 ", f":{port} ")
        .replace(" 8443 ", f" {port} ")
        .replace(":8080;", f":{plain_port};")
        .replace(" 8080;", f" {plain_port};")
        .replace("127.0.0.1:8000", f"127.0.0.1:{upstream.server_port}")
        .replace("proxy_read_timeout 60s", "proxy_read_timeout 1s")
        .replace("limit_conn visitors 200", "limit_conn visitors 3")
        .replace("proxy_next_upstream error timeout;", "proxy_next_upstream off;")
    )
    as_root = "user root;\n" if os.geteuid() == 0 else ""
    around.write_text(as_root + around.read_text())
    process = subprocess.Popen([str(NGINX), "-p", folder, "-c", around, "-g", "daemon off;"])
    try:
        wait_until(lambda: _listens(port), 15)
        yield Proxy(folder, port, plain_port, upstream)
    finally:
        process.terminate()
        process.wait(10)
        upstream.shutdown()
        upstream.server_close()


def trusting(folder: Path) -> ssl.SSLContext:
    """The certificate of the test, whatever the name it is asked by."""
    context = ssl.create_default_context(cafile=str(folder / "fullchain.pem"))
    context.check_hostname = False
    return context


def _listens(port: int) -> bool:
    with socket.socket() as attempt:
        return attempt.connect_ex(("127.0.0.1", port)) == 0


def is_ours(answer: Answer, says: str) -> None:
    text = answer.body.decode()
    assert '<html lang="fr">' in text
    assert says in text
    assert "nginx" not in text
    assert 'href="/"' in text
    for name in POLICIES:
        assert answer.headers[name], name
    assert answer.headers["Cache-Control"] == "no-store"


def test_what_passes_is_not_touched(proxy: Proxy) -> None:
    answer = proxy.ask("/", headers={"X-Forwarded-For": "198.51.100.7"})
    assert answer.status == 200
    # Whatever the visitor says, the last address is what nginx saw.
    assert answer.body == b"198.51.100.7, 127.0.0.1"


def test_too_large_a_body(proxy: Proxy) -> None:
    answer = proxy.ask(
        "/importer/", body=b"x" * 100, headers={"Content-Length": str(23 * 1024 * 1024)}
    )
    assert answer.status == 413
    is_ours(answer, "Cet envoi est trop lourd")


def test_a_server_that_is_down(proxy: Proxy) -> None:
    proxy.upstream.shutdown()
    proxy.upstream.server_close()
    answer = proxy.ask(f"/activation/{TOKEN}/")
    assert answer.status == 503
    assert answer.headers["Retry-After"] == "60"
    is_ours(answer, "momentanément indisponible")
    assert TOKEN not in proxy.logs()


def test_a_server_that_does_not_answer(proxy: Proxy) -> None:
    answer = proxy.ask(f"/slow/{TOKEN}/")
    assert answer.status == 503
    is_ours(answer, "momentanément indisponible")
    assert TOKEN not in proxy.logs()


def test_too_many_at_once(proxy: Proxy) -> None:
    busy = [threading.Thread(target=proxy.ask, args=("/slow/",)) for _ in range(3)]
    for one in busy:
        one.start()
    time.sleep(0.4)
    answer = proxy.ask(f"/{TOKEN}/")
    for one in busy:
        one.join()
    assert answer.status == 429
    is_ours(answer, "Trop de demandes")
    assert TOKEN not in proxy.logs()


@pytest.mark.parametrize("path", ["/metrics", "/static/nothing.css", "/static/errors/413.html"])
def test_what_is_not_there(proxy: Proxy, path: str) -> None:
    answer = proxy.ask(path)
    assert answer.status == 404
    is_ours(answer, "n’existe pas")


def test_an_address_too_long(proxy: Proxy) -> None:
    answer = proxy.ask("/" + "x" * 9_000)
    assert answer.status == 404
    is_ours(answer, "n’existe pas")


def test_without_https_it_leads_there_and_writes_no_address(proxy: Proxy) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", proxy.plain_port, timeout=9)
    with closing(connection):
        connection.request("GET", f"/activation/{TOKEN}/")
        with connection.getresponse() as answer:
            assert answer.status == 301
            assert answer.headers["Location"] == f"https://portail.example/activation/{TOKEN}/"
    assert TOKEN not in proxy.logs()
    assert " 301 " in proxy.logs()


def test_static_files_come_from_it_compressed(proxy: Proxy) -> None:
    answer = proxy.ask(f"/static/{HASHED}", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.body) == b"body { color: red }"
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_it_speaks_http_2(proxy: Proxy) -> None:
    context = trusting(proxy.folder)
    context.set_alpn_protocols(["h2", "http/1.1"])
    with (
        socket.create_connection(("127.0.0.1", proxy.port), timeout=9) as plain,
        context.wrap_socket(plain, server_hostname="portail.example") as secured,
    ):
        assert secured.selected_alpn_protocol() == "h2"


def test_slow_bodies_reach_no_process_of_ours(proxy: Proxy) -> None:
    context = trusting(proxy.folder)
    with (
        socket.create_connection(("127.0.0.1", proxy.port), timeout=9) as plain,
        context.wrap_socket(plain, server_hostname="portail.example") as slow,
    ):
        slow.sendall(
            b"POST /connexion/ HTTP/1.1\r\nHost: portail.example\r\nContent-Length: 500\r\n\r\nx"
        )
        assert proxy.ask("/").status == 200
