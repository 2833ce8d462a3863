"""What words of one language are in the other: for the words of a question, looked up in the texts of both.

`translations.tsv` holds stems, learned from parallel articles of treaties and from the thesaurus's labels by
`benchmarks/retrieval_train.py`: Brown et al., "The mathematics of statistical machine translation",
Computational Linguistics 19 (1993), its first model, in both directions. A weight is the geometric mean of
the two probabilities.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

Translations = Mapping[str, Mapping[str, tuple[tuple[str, float], ...]]]
"""Language -> stem -> (stem in the other language, weight from 0 to 1)."""

OTHER = {"es": "en", "en": "es"}


def read_translations(content: str) -> Translations:
    """Read lines of language, stem, stem in the other language and weight, separated by tabs."""
    table: dict[str, dict[str, list[tuple[str, float]]]] = {language: {} for language in OTHER}
    for line in content.splitlines():
        language, stem, translation, weight = line.split("\t")
        table[language].setdefault(stem, []).append((translation, float(weight)))
    return {
        language: {stem: tuple(found) for stem, found in stems.items()} for language, stems in table.items()
    }


@cache
def shipped_translations() -> Translations:
    """Give the table that came with the package; an empty one where it has been taken out."""
    shipped = files(__package__).joinpath("translations.tsv")
    return read_translations(shipped.read_text(encoding="utf-8")) if shipped.is_file() else {}
