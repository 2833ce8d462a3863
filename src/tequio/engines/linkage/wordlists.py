"""The readable lists beside the code: nicknames, abbreviations, particles, compounds, what stands for no name."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from tequio.engines.linkage.folding import fold


def _lines(name: str) -> list[str]:
    text = files("tequio.engines.linkage").joinpath(name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _table(name: str) -> dict[str, tuple[str, ...]]:
    rows = (line.split("\t") for line in _lines(name))
    return {fold(short): tuple(fold(each) for each in long.split()) for short, long in rows}


@lru_cache(maxsize=1)
def nicknames() -> dict[str, tuple[str, ...]]:
    """Give nickname -> the names that it stands for."""
    return _table("nicknames.tsv")


@lru_cache(maxsize=1)
def abbreviations() -> dict[str, str]:
    """Give abbreviation -> the name."""
    return {short: long[0] for short, long in _table("abbreviations.tsv").items()}


@lru_cache(maxsize=1)
def particles() -> frozenset[str]:
    """Give the small words that a comparison leaves out."""
    return frozenset(fold(line) for line in _lines("particles.txt"))


@lru_cache(maxsize=1)
def given_names() -> frozenset[str]:
    """Give frequent given names."""
    return frozenset(word for line in _lines("given_names.txt") for word in line.split())


@lru_cache(maxsize=1)
def compounds() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Give first word -> names of several words that begin with it, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for line in _lines("compounds.txt"):
        words = tuple(fold(line).split())
        found.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(several, key=len, reverse=True)) for first, several in found.items()}


@lru_cache(maxsize=1)
def placeholders() -> frozenset[str]:
    """Give what stands in the place of an unknown name."""
    return frozenset(fold(line) for line in _lines("unidentified.txt"))
