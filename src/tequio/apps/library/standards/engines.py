"""What the index is made with: the encoder and the thesaurus, loaded once for each process."""

from __future__ import annotations

from functools import cache

from tequio.engines.retrieval import Encoder
from tequio.engines.retrieval.thesauri import Terms


@cache
def standard_encoder() -> Encoder | None:
    """Give the encoder that turns words into vectors."""
    return None


@cache
def standard_thesaurus() -> Terms | None:
    """Give the thesaurus of human-rights terms."""
    return None
