"""Prometheus's text: requests of all processes of this host, and figures of the database."""

import os
from collections.abc import Iterator

from django.db import DatabaseError
from prometheus_client import REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from escale.operations.queries import Figure, figures
from escale.tenancy.scopes import system_scope

# A folder of this host that its processes share (docs/deploy.md); without it, each tells its own.
FOLDER = "PROMETHEUS_MULTIPROC_DIR"


def metrics_text() -> bytes:
    registry = CollectorRegistry()
    registry.register(_DatabaseFigures())
    if os.environ.get(FOLDER):
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return generate_latest(registry)
    return generate_latest(registry) + generate_latest(REGISTRY)


class _DatabaseFigures(Collector):
    def collect(self) -> Iterator[Metric]:
        try:
            with system_scope():
                found = figures()
        except DatabaseError:
            found = None
        yield GaugeMetricFamily(
            "escale_database_up", "Whether the database answers.", found is not None
        )
        yield from _families(found or [])


def _families(found: list[Figure]) -> Iterator[Metric]:
    families: dict[str, GaugeMetricFamily] = {}
    for figure in found:
        labels = [figure.label] if figure.label else []
        family = families.setdefault(
            figure.name, GaugeMetricFamily(figure.name, figure.name, labels=labels)
        )
        family.add_metric([figure.value] if labels else [], figure.number)
    yield from families.values()
