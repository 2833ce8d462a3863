"""What the index is made with: the encoder and the thesaurus, loaded once for each process."""

from __future__ import annotations

from functools import cache

from tequio.engines.retrieval import E5, Encoder, shipped_model
from tequio.engines.retrieval.thesauri import Terms
from tequio.engines.retrieval.thesaurus import load


@cache
def standard_encoder() -> Encoder | None:
    """Give the encoder that turns words into vectors; None where no model is installed."""
    model = shipped_model()
    return E5(model) if model else None


@cache
def standard_thesaurus() -> Terms | None:
    """Give the thesaurus of human-rights terms."""
    return load()
