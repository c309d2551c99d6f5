"""The dotations of an order, fifty rows, under load: ours and the same page by others.

The peers: the same page as Django's documentation would have it, with connections kept and with
default settings; in Flask and in Litestar. All behind granian, two workers, eight connections; the
load, the servers and PostgreSQL share the machine, so that only ratios count.
"""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from bench.data import client_with
from bench.goals import Bench, Figures, at_most, faster, within
from bench.measuring import ROUNDS, Measure, resident
from escale.clients.models import Member
from escale.orders.models import Order
from escale.tenancy.scopes import CLIENT_ROLE

SECONDS = 0.6
PATIENCE_SECONDS = 180
OURS, LISTS, SIGN_IN = "ours", "list of orders", "sign-in page"
DJANGO, DEFAULT, FLASK, LITESTAR = "idiomatic Django", "default Django", "Flask", "Litestar"
OURS_SETTINGS = {"DJANGO_SETTINGS_MODULE": "bench.settings"}
PEERS = "bench.page_peers"
PEERS_SETTINGS = {"DJANGO_SETTINGS_MODULE": f"{PEERS}.django_settings"}
SERVERS: Mapping[str, tuple[str, str, Mapping[str, str]]] = {
    OURS: ("config.wsgi", "wsgi", OURS_SETTINGS),
    DJANGO: (f"{PEERS}.django_page", "wsgi", PEERS_SETTINGS | {"PERSISTENT": "1"}),
    DEFAULT: (f"{PEERS}.django_page", "wsgi", PEERS_SETTINGS),
    FLASK: (f"{PEERS}.flask_page", "wsgi", {}),
    LITESTAR: (f"{PEERS}.litestar_page", "asgi", {}),
}


def measure(size: int) -> Figures:
    member = client_with(size, code="bench-pages")
    path = f"/commandes/{Order.objects.get(client=member.client).number}/dotations/"
    browser = Browser(SERVER_NAME="127.0.0.1")
    browser.force_login(member.user)
    queries = _queries(browser, path)
    session = browser.cookies["sessionid"].value
    with ExitStack() as stack:
        served = {name: stack.enter_context(_served(name, member)) for name in SERVERS}
        asked = {name: (server, path, session) for name, server in served.items()}
        for request in asked.values():
            _await(*request)
        asked[LISTS] = (served[OURS], "/commandes/", session)
        asked[SIGN_IN] = (served[OURS], "/connexion/", "")
        # Each worker's first page loads its templates: not counted.
        for request in asked.values():
            Load().add(*request)
        loads = {name: Load() for name in asked}
        for _round in range(ROUNDS):
            for name, request in asked.items():
                loads[name].add(*request)
        memory = max(map(resident, served[OURS].workers()))
    ours = loads[OURS].answers
    return {
        "p50": ours.median,
        "p99": ours.percentile(99),
        "queries": queries,
        "memory": memory,
        **{name: load.costs.median for name, load in loads.items()},
        **{f"{name}, processor": load.processor for name, load in loads.items()},
    }


@dataclass(slots=True)
class Load:
    """Milliseconds of each answer, and those that one page costs in each round."""

    answers: Measure = field(default_factory=Measure)
    costs: Measure = field(default_factory=Measure)
    busy: float = 0

    @property
    def processor(self) -> float:
        """Milliseconds of processor that a page costs the server's own workers."""
        return self.busy * 1000 / len(self.answers.seconds)

    def add(self, server: "Server", path: str, session: str) -> None:
        busy = server.processor_seconds()
        command = [sys.executable, "-m", "bench.loader", str(server.port), path, session]
        done = subprocess.run(
            [*command, str(SECONDS)], check=True, stdout=subprocess.PIPE, text=True
        )
        whole, *times = map(float, done.stdout.split())
        self.answers.seconds.extend(times)
        self.costs.seconds.append(whole / len(times))
        self.busy += server.processor_seconds() - busy


@dataclass(frozen=True, slots=True)
class Server:
    process: subprocess.Popen[bytes]
    port: int

    def workers(self) -> list[int]:
        pid = self.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text()
        return [int(child) for child in children.split()]

    def processor_seconds(self) -> float:
        """Of its workers, since they began."""
        ticks = 0
        for pid in self.workers():
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")


@contextmanager
def _served(name: str, member: Member) -> Iterator[Server]:
    module, interface, settings = SERVERS[name]
    port = _free_port()
    command = [sys.executable, "-m", "granian", "--interface", interface, "--port", str(port)]
    command += ["--workers", "2", "--log-level", "error", "--workers-kill-timeout", "3"]
    if interface == "wsgi":
        command += ["--blocking-threads", "1"]
    process = subprocess.Popen(
        [*command, f"{module}:application"],
        env={**os.environ, "BENCH_USER": str(member.user_id), **settings},
    )
    try:
        yield Server(process, port)
    finally:
        process.terminate()
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _await(server: Server, path: str, session: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE_SECONDS)
        try:
            line.request("GET", path, headers={"Cookie": f"sessionid={session}"})
            answer = line.getresponse()
        except OSError:
            assert time.monotonic() < deadline
            time.sleep(0.1)
        else:
            assert answer.status == http.client.OK, f"{answer.status}: {answer.read()[:2000]!r}"
            return


def _queries(browser: Browser, path: str) -> int:
    """Statements of a page, of a session that is not noted anew."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {CLIENT_ROLE}")
    browser.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(path).status_code == http.client.OK
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
    return sum(query["sql"] not in ("BEGIN", "COMMIT") for query in captured.captured_queries)


BENCHES = (
    Bench(
        "Page of 50 dotations, of", "ms/page", (5_000,), (5_000,),
        (
            faster(DJANGO, 1.4),
            faster(DEFAULT, 4),
            faster(FLASK, 0.4),
            faster(LITESTAR, 0.35),
            *(
                faster(
                    f"{peer}, processor", times, ours=f"{OURS}, processor",
                    what=f"processor / {peer}",
                )
                for peer, times in ((DJANGO, 1.4), (DEFAULT, 4), (FLASK, 0.4), (LITESTAR, 0.35))
            ),
            within("p50", 3, what="p99 / p50, eight at a time", ours="p99"),
            faster(OURS, 1.2, what="list of orders / this page", ours=LISTS),
            faster(OURS, 1.2, what="sign-in page / this page", ours=SIGN_IN),
            at_most(6, "queries", what="queries", ours="queries"),
            at_most(150, "MiB", what="a web worker", ours="memory"),
        ),
        measure,
    ),
)  # fmt: skip
