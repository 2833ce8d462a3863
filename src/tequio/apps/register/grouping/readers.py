"""The world that the engine `grouping` is given: names of instruments and words of both languages."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from importlib import import_module
from typing import Any

from tequio.engines.grouping import Readers


@cache
def readers() -> Readers:
    """Give what reads instruments by the engine `citation` and words by the glossary of `tagging`."""
    citation: Any = import_module("tequio.engines.citation")
    gloss: Any = import_module("tequio.engines.tagging.gloss")
    reading: Any = import_module("tequio.engines.tagging.words")
    known = citation.shipped()

    @lru_cache(maxsize=100_000)
    def instruments(text: str) -> Sequence[tuple[int, int, str]]:
        found = citation.parse(text, known)
        return [
            (each.start, each.end, each.instrument)
            for each in found
            if each.kind is citation.Kind.PROVISION and each.instrument
        ]

    def words(text: str, language: str) -> Sequence[str]:
        if language == "es":
            read = [word.english for word in gloss.gloss(*reading.tokens_and_breaks(text))]
        else:
            read = reading.tokens(text)
        return [reading.stem(word) for word in read if word not in reading.FUNCTION_WORDS]

    return Readers(instruments=instruments, words=words)
