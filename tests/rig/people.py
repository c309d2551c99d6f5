"""Managers at their screens; what was answered to each is written down, to be checked."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib import import_module

import requests
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from escale.clients.models import Member
from escale.dotations.models import Dotation

# To connect, as a spreader of load does; to be answered.
TIMEOUT_SECONDS = (2, 20)


def session_of(member: Member) -> str:
    """The cookie of somebody who has signed in."""
    store = import_module("django.contrib.sessions.backends.db").SessionStore()
    store[SESSION_KEY] = str(member.user_id)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = member.user.get_session_auth_hash()
    store.create()
    key: str = store.session_key
    return key


@dataclass
class Manager:
    """One browser, in front of all web hosts: it goes to the next one when one fails."""

    hosts: Sequence[str]
    session: str
    answers: Counter[int] = field(default_factory=Counter)
    # Beyond the one retry that a spreader of load makes.
    failures: list[str] = field(default_factory=list)
    retries: int = 0
    slowest: float = 0.0

    def __post_init__(self) -> None:
        self._browser = requests.Session()
        self._browser.trust_env = False
        self._cookie = ""

    def get(self, path: str) -> requests.Response | None:
        return self.ask("GET", path)

    def post(self, path: str, **form: str) -> requests.Response | None:
        return self.ask("POST", path, data=form | self._token())

    def upload(self, path: str, name: str, content: bytes) -> requests.Response | None:
        return self.ask("POST", path, data=self._token(), files={"file": (name, content)})

    def _token(self) -> dict[str, str]:
        """Of any page. Its cookie is kept by hand: for a browser all hosts are one."""
        if not self._cookie:
            page = self.get("/mes-services/")
            self._cookie = (page.cookies.get("csrftoken") if page is not None else None) or ""
        return {"csrfmiddlewaretoken": self._cookie}

    def ask(self, method: str, path: str, **options: object) -> requests.Response | None:
        began_at = time.monotonic()
        for host in self._in_turn():
            try:
                answer = self._browser.request(
                    method,
                    host + path,
                    cookies={"sessionid": self.session, "csrftoken": self._cookie},
                    allow_redirects=False,
                    timeout=TIMEOUT_SECONDS,
                    **options,  # type: ignore[arg-type]
                )
            except requests.RequestException as error:
                reason = type(error).__name__
                self.retries += 1
                continue
            self.answers[answer.status_code] += 1
            self.slowest = max(self.slowest, time.monotonic() - began_at)
            return answer
        self.failures.append(f"{method} {path} {reason}")
        return None

    def _in_turn(self) -> list[str]:
        """Each host once; the only one, twice."""
        return [*self.hosts, self.hosts[0]][:2] if len(self.hosts) < 2 else list(self.hosts)


@dataclass
class Corrections:
    """What one manager corrects, row after row, and which of it was acknowledged."""

    manager: Manager
    rows: Sequence[Dotation]
    done: dict[int, str] = field(default_factory=dict)
    tried: dict[int, str] = field(default_factory=dict)

    def run(self, stop: Callable[[], bool]) -> None:
        for row in self.rows:
            if stop():
                return
            email = f"corrige{row.pk}@yopmail.example"
            self.tried[row.pk] = email
            answer = self.manager.post(
                f"/dotations/{row.pk}/corriger/",
                email=email,
                phone=row.phone,
                revision=str(row.revision),
            )
            # A form that was taken redirects; one that was refused, or lost, does not.
            if answer is not None and answer.status_code == requests.codes.found:
                self.done[row.pk] = email
            self.manager.get(f"/dotations/?matricule={row.matricule}")


def at_work(everybody: Sequence[Corrections], stop: threading.Event) -> list[threading.Thread]:
    threads = [
        threading.Thread(target=one.run, args=(stop.is_set,), daemon=True) for one in everybody
    ]
    for thread in threads:
        thread.start()
    return threads
