"""The supervisor runs in a process of its own here: it is signals and deaths that are tried."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from escale.local.child_process import Process
from escale.local.errors import LocalError
from escale.local.supervisor import Supervisor

pytestmark = pytest.mark.slow

SLEEP = "import time; time.sleep(60)"
SLEEPER = f"print('ready', flush=True); {SLEEP}"
STUBBORN = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {SLEEPER}"
PARENT = (
    f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {STUBBORN!r}]); {SLEEPER}"
)
SUPERVISE = """
import sys
from escale.local import supervisor
from escale.local.child_process import Process
supervisor.GRACE_SECONDS = 0.5
with supervisor.Supervisor(lambda line: print(line, flush=True)) as supervision:
    for rank, code in enumerate(sys.argv[1:]):
        code = f"import os; print(os.getpid(), flush=True); {code}"
        supervision.start(Process(str(rank), [sys.executable, "-c", code]))
    while not supervision.stop_asked:
        supervision.attend()
print("stopped", flush=True)
"""


class Run:
    """A supervisor of Python snippets, and the lines it writes."""

    def __init__(self, *codes: str) -> None:
        self.popen = subprocess.Popen(
            [sys.executable, "-c", SUPERVISE, *codes],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            # Whatever ran the tests may ignore SIGHUP (nohup): children inherit that.
            preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_DFL),
        )

    def lines_until(self, condition: Callable[[str], bool]) -> list[str]:
        assert self.popen.stdout is not None
        lines: list[str] = []
        while not lines or not condition(lines[-1]):
            line = self.popen.stdout.readline()
            assert line, lines
            lines.append(line.strip())
        return lines

    def pids_when_ready(self, count: int) -> list[int]:
        """Of the direct children in order, once `count` processes have said they are ready."""
        lines: list[str] = []
        while sum(line.endswith("ready") for line in lines) < count:
            lines += self.lines_until(lambda line: line.endswith("ready"))
        return [int(line.split()[-1]) for line in sorted(lines) if line[-1].isdecimal()]


@pytest.fixture
def run() -> Iterator[Callable[..., Run]]:
    runs: list[Run] = []

    def start(*codes: str) -> Run:
        runs.append(Run(*codes))
        return runs[-1]

    yield start
    for made in runs:
        made.popen.terminate()
        made.popen.communicate(timeout=10)


def group_is_gone(pid: int) -> bool:
    """Whether no process of the group lives; a zombie that nobody reaps yet counts as gone."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, group = stat.read_text().rsplit(")", 1)[1].split()[:3]
        except OSError:
            continue
        if int(group) == pid and state != "Z":
            return False
    return True


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_everything_in_reverse_order(
    run: Callable[..., Run], number: signal.Signals
) -> None:
    told = "import signal, sys; signal.signal(signal.SIGTERM, lambda *_: sys.exit(print('bye')));"
    supervised = run(told + SLEEPER, told + SLEEPER)
    pids = supervised.pids_when_ready(2)

    supervised.popen.send_signal(number)

    lines = supervised.lines_until(lambda line: line == "stopped")
    assert [line for line in lines if line.endswith("bye")] == ["1 │ bye", "0 │ bye"]
    assert supervised.popen.wait() == 0
    wait_until(lambda: all(group_is_gone(pid) for pid in pids))


def test_what_will_not_end_is_killed_with_its_children(run: Callable[..., Run]) -> None:
    supervised = run(STUBBORN, PARENT)
    pids = supervised.pids_when_ready(3)

    supervised.popen.terminate()

    supervised.popen.wait(timeout=10)
    wait_until(lambda: all(group_is_gone(pid) for pid in pids))


def test_a_killed_process_is_restarted_and_its_children_ended(run: Callable[..., Run]) -> None:
    supervised = run(PARENT, SLEEPER)
    pids = supervised.pids_when_ready(3)

    os.kill(pids[0], signal.SIGKILL)

    said = supervised.lines_until(lambda line: "relancé" in line)
    assert said == ["0 │ arrêté (code -9), relancé"]
    wait_until(lambda: group_is_gone(pids[0]))
    assert supervised.pids_when_ready(2) != pids[:1]


def test_no_process_outlives_a_killed_supervisor(run: Callable[..., Run]) -> None:
    supervised = run(SLEEPER, SLEEPER)
    pids = supervised.pids_when_ready(2)

    supervised.popen.kill()

    wait_until(lambda: all(group_is_gone(pid) for pid in pids))


def python(code: str, **env: str) -> Process:
    return Process("python", [sys.executable, "-c", code], env)


def test_a_process_that_keeps_dying_stops_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("escale.local.child_process.FIRST_DELAY_SECONDS", 0.01)
    said: list[str] = []

    def supervise() -> None:
        with Supervisor(said.append) as supervisor:
            supervisor.start(python(SLEEP))
            supervisor.start(python("print('why', end=''); exit(3)"))
            supervisor.attend(20)

    with pytest.raises(LocalError, match="« python » s’est arrêté 5 fois"):
        supervise()
    assert said.count("   python │ why") == 5
    assert said.count("   python │ arrêté (code 3), relancé") == 4


def test_a_program_that_does_not_exist_is_said() -> None:
    with (
        Supervisor(print) as supervisor,
        pytest.raises(LocalError, match="« absent » n’a pas pu être lancé"),
    ):
        supervisor.start(Process("absent", ["/nowhere/absent"]))


def test_a_terminal_that_is_gone_does_not_matter() -> None:
    said: list[str] = []

    def gone(line: str) -> None:
        said.append(line)
        raise BrokenPipeError

    with Supervisor(gone) as supervisor:
        supervisor.start(python(SLEEPER))
        while not said:
            supervisor.attend()


def test_a_process_that_closes_its_output_is_left_alone() -> None:
    said: list[str] = []
    before = time.process_time()

    with Supervisor(said.append) as supervisor:
        supervisor.start(python(f"import os; os.close(1); os.close(2); {SLEEP}"))
        supervisor.attend(0.6)

    assert said == []
    assert time.process_time() - before < 0.3


def test_variables_are_added_to_the_environment() -> None:
    said: list[str] = []
    code = f"import os; print(os.environ['ADDED'], 'PATH' in os.environ, flush=True); {SLEEP}"

    with Supervisor(said.append) as supervisor:
        supervisor.start(python(code, ADDED="yes"))
        while not said:
            supervisor.attend()

    assert said == ["   python │ yes True"]


def test_a_process_killed_on_purpose_is_not_restarted_by_itself() -> None:
    said: list[str] = []

    with Supervisor(said.append) as supervisor:
        supervisor.start(python(STUBBORN))
        while not said:
            supervisor.attend()
        supervisor.kill("python")
        supervisor.attend(0.6)
        assert said == ["   python │ ready"]
        supervisor.start(python(SLEEPER))
        while len(said) == 1:
            supervisor.attend()
