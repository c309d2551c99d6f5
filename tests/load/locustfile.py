"""What managers do all day (L1), and a neighbour who makes noise (L3). Run by `make load`."""

import json
import os
import random
import re
import time
from itertools import count
from pathlib import Path
from typing import Any

import gevent
import requests
from locust import HttpUser, between, task

SEATS = json.loads(Path(os.environ["ESCALE_LOAD_SEATS"]).read_text())
IS_NOISY = bool(os.environ.get("ESCALE_LOAD_NOISY"))
_taken = count(1)


class Seated(HttpUser):
    """Somebody who has signed in, with one order in front of them."""

    abstract = True
    # A stranger's cookie is not to be followed to the sign-in page: it would look quick.
    seat: dict[str, Any]

    def sit(self, number: int) -> None:
        self.seat = SEATS[number]
        self.client.trust_env = False
        self.client.cookies.set("sessionid", self.seat["session"])
        self.order = f"/commandes/{self.seat['order']}/"
        self.rows = [list(row) for row in self.seat["rows"]]
        page = self.open("/mes-services/", "home")
        (stamp,) = re.findall(r'data-stamp="([^"]+)"', page)
        gevent.spawn(self.look, f"{self.host}{stamp}")

    def look(self, address: str) -> None:
        """The open page's own: without cookies, as static/webkit/live.js does."""
        seen = ""
        with requests.Session() as bare:
            bare.trust_env = False
            while True:
                gevent.sleep(1.4)
                began = time.perf_counter()
                answer = bare.get(address)
                waited = (time.perf_counter() - began) * 1000
                self.environment.events.request.fire(
                    request_type="GET",
                    name="stamp",
                    response_time=waited,
                    response_length=len(answer.content),
                    exception=None if answer.status_code == 200 else ValueError(answer.status_code),
                )
                if seen and answer.text != seen:
                    self.open(self.order + "dotations/", "live", headers={"HX-Request": "true"})
                seen = answer.text

    def open(self, path: str, name: str, **options: Any) -> str:
        with self.client.get(
            path, name=name, allow_redirects=False, catch_response=True, **options
        ) as answer:
            if answer.status_code != 200:
                answer.failure(f"{answer.status_code}")
            return str(answer.text)

    def send(self, path: str, name: str, *, wants: int, **options: Any) -> str:
        """Where the answer leads."""
        form = options.pop("data", {}) | {"csrfmiddlewaretoken": self.client.cookies["csrftoken"]}
        with self.client.post(
            path, form, name=name, allow_redirects=False, catch_response=True, **options
        ) as answer:
            if answer.status_code != wants:
                answer.failure(f"{answer.status_code}")
            return str(answer.headers.get("Location", ""))

    def import_file(self, name: str) -> str:
        file = Path(self.seat["file"])
        files = {"file": (file.name, file.read_bytes())}
        return self.send(self.order + "dotations/importer/", name, wants=302, files=files)


class Manager(Seated):
    wait_time = between(2, 5)

    def on_start(self) -> None:
        self.sit(next(_taken) % (len(SEATS) - 1) + 1)

    @task(40)
    def search(self) -> None:
        _pk, _revision, matricule, name, _email, _phone = random.choice(self.rows)
        terms = [("matricule", matricule), ("last_name", name), ("last_name", name[:3])]
        field, term = random.choice([*terms, ("email", "yopmail")])
        self.open(f"/dotations/?{field}={term}", "search")

    @task(25)
    def orders(self) -> None:
        path = random.choice(["/commandes/", self.order, self.order + "dotations/"])
        self.open(path, "orders")

    @task(20)
    def correct(self) -> None:
        row = random.choice(self.rows)
        row[4] = f"corrige{row[0]}.{row[1]}@yopmail.example"
        self.press(row, "correct")

    @task(5)
    def resend(self) -> None:
        self.press(random.choice(self.rows), "resend")

    @task(5)
    def export(self) -> None:
        self.open(self.order + "dotations/export/", "export")

    @task(5)
    def send_file(self) -> None:
        if path := self.import_file("import"):
            self.open(path, "import page")

    def press(self, row: list[Any], name: str) -> None:
        """The blue square; another manager of ours never has this row on screen."""
        form = {"email": row[4], "phone": row[5], "revision": str(row[1])}
        headers = {"HX-Request": "true"}
        self.send(f"/dotations/{row[0]}/corriger/", name, wants=200, data=form, headers=headers)
        row[1] += 1


class NoisyNeighbour(Seated):
    """One client that imports twenty thousand rows and searches a letter, without a pause."""

    fixed_count = 1
    abstract = not IS_NOISY

    def on_start(self) -> None:
        self.sit(0)

    @task(20)
    def search(self) -> None:
        self.open("/dotations/?last_name=a", "noise: search")

    @task(1)
    def send_file(self) -> None:
        self.import_file("noise: import")
