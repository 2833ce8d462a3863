"""What the tests of the engine share."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_documents import MAKERS


@pytest.fixture(scope="session")
def documents() -> dict[str, bytes]:
    """One document a format, by its ending."""
    return {ending: make() for ending, make in MAKERS.items()}


CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpus"


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real outcome documents beside the repository; a new checkout has none."""
    if not CORPUS.is_dir():
        pytest.skip("the folder ../shared/corpus is not here")
    return CORPUS
