"""Real files by other hands, no part of the project: `ESCALE_CORPORA` names their folder."""

import os
from pathlib import Path

import pytest

from tests.skips import NO_CORPORA

CANDIDATES = [
    Path(os.environ.get("ESCALE_CORPORA", "../shared/corpora")),
    *(parent / "shared" / "corpora" for parent in Path(__file__).parents),
]
CORPORA = next((folder for folder in CANDIDATES if folder.is_dir()), Path("/nowhere"))
needs_corpora = pytest.mark.skipif(not CORPORA.exists(), reason=NO_CORPORA)
