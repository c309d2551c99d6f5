"""Every job has one name and one queue, declared where it is asked for, known where it is done."""

import ast
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from procrastinate.contrib.django import app

from escale.kernel.deferred import DeferredJob

ROOT = Path(__file__).parents[1]
DECLARATION = ROOT / "escale" / "kernel" / "deferred.py"
DECLARED = [
    job
    for path in sorted(ROOT.glob("escale/*/deferred.py"))
    if path != DECLARATION
    for job in vars(import_module(f"escale.{path.parent.name}.deferred")).values()
    if isinstance(job, DeferredJob)
]
# What procrastinate brings and names itself.
BUILT_IN = ("builtin:", "procrastinate.")


def named(job: DeferredJob) -> str:
    return job.name


def product() -> Iterator[Path]:
    for path in ROOT.glob("escale/**/*.py"):
        if "tests" not in path.parts and path != DECLARATION:
            yield path


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            called = node.func
            yield (called.attr if isinstance(called, ast.Attribute) else ast.unparse(called)), node


def known_tasks() -> dict[str, str]:
    """The queue of each, by its name, as a worker knows them."""
    app.perform_import_paths()  # type: ignore[no-untyped-call]
    return {name: task.queue for name, task in app.tasks.items() if not name.startswith(BUILT_IN)}


@pytest.mark.parametrize("job", DECLARED, ids=named)
def test_what_is_asked_for_is_done_in_the_same_queue(job: DeferredJob) -> None:
    assert known_tasks().get(job.name) == job.queue


def test_a_name_is_declared_once() -> None:
    assert [name for name, times in Counter(map(named, DECLARED)).items() if times > 1] == []


def test_what_the_clock_does_not_call_is_declared() -> None:
    periodic = {key[0] for key in app.periodic_registry.periodic_tasks}
    assert known_tasks().keys() - periodic == set(map(named, DECLARED))


def test_nobody_asks_for_a_job_by_a_name_of_their_own() -> None:
    told = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in product()
        for name, call in calls(path)
        if name == "configure_task"
        or (name == "task" and any(keyword.arg == "name" for keyword in call.keywords))
        or (name == "DeferredJob" and path.name != "deferred.py")
    ]
    assert told == []
