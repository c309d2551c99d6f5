"""All of Escale on this machine: `make demo`, or `manage.py demo` once the environment exists."""

import http.client
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from escale.demo.actions.restore_start import restore_start
from escale.demo.former_database import replace_former_database
from escale.demo.preparation import portal_address, prepare
from escale.demo.queries import is_restoring_asked
from escale.local.child_process import Process
from escale.local.embedded_postgres import stop_what_was_started
from escale.local.errors import LocalError
from escale.local.make_parent import MakeParent
from escale.local.ports import LOOPBACK, check_free, free_port
from escale.local.running_demo import only_demo
from escale.local.supervisor import Supervisor

LOOPBACK_HOSTS = {"localhost", "127.0.0.1", "::1"}
PATIENCE_SECONDS = 60
# How soon « Réinitialiser » is taken up.
RESTORING_LOOK_SECONDS = 0.5


class Command(BaseCommand):
    help = "Runs the web server, the worker and a mail catcher, with the guide's data."
    # `make check` runs them; here they would only delay each start.
    requires_system_checks = ()

    def handle(self, *args: object, **options: object) -> None:
        try:
            with database_stopped_at_the_end(), interrupted_by_sigterm():
                refuse_a_real_relay()
                check_free(settings.PORT)
                with only_demo():
                    replace_former_database(self.say)
                    prepare()
                    self.run()
        except KeyboardInterrupt:
            pass
        except LocalError as error:
            sys.exit(str(error))
        self.say(_("Tout est arrêté."))

    def run(self) -> None:
        smtp_port = free_port()
        with Supervisor(self.say) as supervisor:
            # The pages first: on two cores, all at once would make the visitor wait longer.
            supervisor.start(web(smtp_port))
            wait_until(answers, supervisor)
            start_mail_and_jobs(supervisor, smtp_port)
            if not supervisor.stop_asked:
                self.say(banner())
            make = MakeParent()
            while not supervisor.stop_asked and not make.is_interrupted():
                supervisor.attend(RESTORING_LOOK_SECONDS)
                if is_restoring_asked():
                    self.restore(supervisor, smtp_port)

    def restore(self, supervisor: Supervisor, smtp_port: int) -> None:
        """Nothing may write what somebody did before into the new start."""
        began = time.monotonic()
        for process in (worker(smtp_port), catcher(smtp_port)):
            supervisor.kill(process.name)
        restore_start()
        seconds = f"{time.monotonic() - began:.1f}"
        self.say(_("Démonstration réinitialisée en %(seconds)s s.") % {"seconds": seconds} + "\n")
        start_mail_and_jobs(supervisor, smtp_port)

    def say(self, text: str) -> None:
        """At once, also when a file or a pipe takes the place of the terminal."""
        self.stdout.write(text)
        self.stdout.flush()


@contextmanager
def database_stopped_at_the_end() -> Iterator[None]:
    """Ours alone: one that was up before us, or that DATABASE_URL names, is left as it was."""
    try:
        yield
    finally:
        stop_what_was_started()


@contextmanager
def interrupted_by_sigterm() -> Iterator[None]:
    """Until the supervisor takes signals over, SIGTERM unwinds like Ctrl-C does."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, interrupt)
    yield


def start_mail_and_jobs(supervisor: Supervisor, smtp_port: int) -> None:
    supervisor.start(catcher(smtp_port))
    # A worker that found no mail server would put off what a quick visitor had just sent.
    wait_until(lambda: accepts(smtp_port), supervisor)
    supervisor.start(worker(smtp_port))


def refuse_a_real_relay() -> None:
    if settings.EMAIL_HOST not in LOOPBACK_HOSTS:
        raise LocalError(
            _(
                "Un relais de courrier est configuré (%(host)s) : la démonstration n’envoie rien au"
                " dehors. Retirez ESCALE_SMTP_HOST."
            )
            % {"host": settings.EMAIL_HOST}
        )


def web(smtp_port: int) -> Process:
    options = ["--interface", "wsgi", "--host", LOOPBACK, "--port", str(settings.PORT)]
    options += ["--workers", "2", "--blocking-threads", "1", "--respawn-failed-workers"]
    options += ["--workers-kill-timeout", "3", "--log-level", "warning"]
    granian = [sys.executable, "-m", "granian", *options, "config.wsgi:application"]
    return Process("web", granian, environment(smtp_port))


def catcher(smtp_port: int) -> Process:
    argv = manage("catch_mail", "--port", str(smtp_port))
    return Process("courrier", argv, environment(smtp_port))


def worker(smtp_port: int) -> Process:
    options = ["--concurrency", "4", "--delete-jobs", "successful"]
    options += ["--shutdown-graceful-timeout", "3"]
    argv = manage("procrastinate", "--verbosity", "0", "worker", *options)
    return Process("tâches", argv, environment(smtp_port))


def manage(*words: str) -> list[str]:
    return [sys.executable, str(settings.ROOT / "manage.py"), *words]


def environment(smtp_port: int) -> dict[str, str]:
    ports = {"ESCALE_SMTP_PORT": str(smtp_port), "PORT": str(settings.PORT)}
    return ports | {"DATABASE_URL": portal_address(), "PYTHONUNBUFFERED": "1"}


def wait_until(condition: Callable[[], bool], supervisor: Supervisor) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not supervisor.stop_asked and not condition():
        if time.monotonic() > deadline:
            raise LocalError(_("La démonstration ne répond pas."))
        supervisor.attend()


def accepts(port: int) -> bool:
    try:
        socket.create_connection((LOOPBACK, port), timeout=5).close()
    except OSError:
        return False
    return True


def answers() -> bool:
    connection = http.client.HTTPConnection(LOOPBACK, settings.PORT, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def banner() -> str:
    return _("""
  Escale est prête : %(site)s

    Client             1000001 (« ANCV Client ») ou 1000002
      gestionnaire     gestionnaire@yopmail.example
      lecture seule    lecture@yopmail.example
    Émetteur           staff
    Bénéficiaire       diderot@yopmail.example, dans l’application
    Mot de passe       escale-demo-2026, pour tous

    Visite guidée      %(site)s/boite-aux-lettres/visite/
    Boîte aux lettres  %(site)s/boite-aux-lettres/
    Application        %(site)s/boite-aux-lettres/application/

  Aucun courrier ne sort de cette machine. Ctrl-C arrête tout.
""") % {"site": settings.SITE_URL}
