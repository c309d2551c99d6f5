"""What `make load` begins with, at a size that a test can afford."""

import json
from pathlib import Path

import pytest

from escale.dotations.models import Dotation
from tests.load.scene import NOISY_ROWS, is_seeded, seed, write_seats

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_managers_have_a_session_rows_and_a_workbook(tmp_path: Path) -> None:
    assert not is_seeded(1)
    seed(rows=1_000, managers=2, number_of_clients=8)
    assert is_seeded(NOISY_ROWS + 1_000)
    noisy, *managers = json.loads(write_seats(tmp_path).read_text())
    assert Path(noisy["file"]).stat().st_size > Path(managers[0]["file"]).stat().st_size
    assert len(managers) == 2
    for seat in managers:
        pk, revision, matricule, last_name, email, phone = seat["rows"][0]
        dotation = Dotation.objects.get(pk=pk)
        assert (dotation.order_id, dotation.revision) == (seat["order"], revision)
        assert (matricule, last_name) == (dotation.matricule, dotation.last_name)
        assert (email, phone) == (dotation.email, dotation.phone)
        assert seat["session"]
