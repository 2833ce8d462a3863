"""What the engine says, as data: key -> (Spanish, English), one module for each part that speaks."""

from __future__ import annotations

from tequio.engines.estimation.words import latent, methods, report, tables, variations

Pair = tuple[str, str]

WORDS: dict[str, Pair] = {**tables.WORDS, **methods.WORDS, **latent.WORDS, **variations.WORDS, **report.WORDS}
