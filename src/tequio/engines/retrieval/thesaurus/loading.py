"""The thesaurus read from its files, checked, and asked.

The files are tab-separated, UTF-8, one for each field of the subject, with a header line and the columns
id, broader, related, es, es_other, en, en_other. Several ids or labels in one cell are separated by `|`.
A label that begins with `=` is found only as written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from tequio.engines.retrieval.thesaurus.concepts import (
    LANGUAGES,
    Concept,
    LanguageIsUnknown,
    Match,
    RelationIsWrong,
    ShardIsWrong,
)
from tequio.engines.retrieval.thesaurus.matching import Labels
from tequio.engines.retrieval.thesaurus.skos import BASE, turtle
from tequio.engines.retrieval.thesaurus.words import NORMALISERS, NOT_LABELS, SKIPPED, Normaliser

COLUMNS = ("id", "broader", "related", "es", "es_other", "en", "en_other")


class Thesaurus:
    """Concepts of human rights with their labels in Spanish and English.

    Args:
        concepts: by id, with relations that hold both ways, as `load` gives them.
        normalisers: for each language the function that gives the form in which a folded word is compared.
    """

    def __init__(
        self, concepts: Mapping[str, Concept], normalisers: Mapping[str, Normaliser] = NORMALISERS
    ) -> None:
        self.concepts: Mapping[str, Concept] = MappingProxyType(dict(concepts))
        self._labels = {
            language: Labels(
                concepts.values(), language, normalisers[language], SKIPPED[language], NOT_LABELS[language]
            )
            for language in LANGUAGES
        }

    def __len__(self) -> int:
        return len(self.concepts)

    def __iter__(self) -> Iterator[Concept]:
        return iter(self.concepts.values())

    def __getitem__(self, concept: str) -> Concept:
        return self.concepts[concept]

    def match(self, text: str, language: str | None = None) -> list[Match]:
        """Find the concepts that a text names.

        Args:
            text: a question or a passage.
            language: "es" or "en"; None looks for the labels of both.

        Returns:
            For each language the longest label at each place, from left to right, none overlapping another
            of its language except the homonyms at one place; in the order of their places.

        Raises:
            LanguageIsUnknown: for any other language.
        """
        languages = LANGUAGES if language is None else (language,)
        found: list[Match] = []
        for one in languages:
            found += self._of(one).match(text)
        return sorted(found, key=lambda match: (match.start, match.end, match.language, match.concept))

    def homonyms(self, language: str) -> dict[str, tuple[str, ...]]:
        """Give the labels that stand for several concepts, with the concepts' ids in order.

        Args:
            language: "es" or "en".

        Raises:
            LanguageIsUnknown: for any other language.
        """
        return self._of(language).shared()

    def key(self, label: str, language: str) -> tuple[str, ...]:
        """Give the words by which a label is compared in a language; labels with one key are found alike."""
        return self._of(language).key(label)

    def to_skos(self, base: str = BASE) -> str:
        """Write the thesaurus as SKOS in Turtle.

        Args:
            base: address of the concept scheme; a concept's is this, a colon and its id.
        """
        return turtle(self, base)

    def _of(self, language: str) -> Labels:
        if language not in self._labels:
            raise LanguageIsUnknown(f"the thesaurus has no labels in {language!r}, only in es and en")
        return self._labels[language]


def load(folder: Path | None = None, normalisers: Mapping[str, Normaliser] = NORMALISERS) -> Thesaurus:
    """Read the thesaurus. Keep the result: reading it again costs as much as the first time.

    Args:
        folder: holds the `.tsv` files; without it, those of the package.
        normalisers: for "es" and "en" the function that gives the form in which a word, folded, is compared.

    Raises:
        ShardIsWrong: a line lacks a column or a label, or repeats an id.
        RelationIsWrong: a broader or related concept does not exist, or a concept is above itself.
    """
    rows: dict[str, tuple[str, ...]] = {}
    for shard in sorted((folder or Path(__file__).parent).glob("*.tsv")):
        lines = shard.read_text(encoding="utf-8").splitlines()
        if not lines or tuple(lines[0].split("\t")) != COLUMNS:
            raise ShardIsWrong(f"{shard.name}: the first line must name the columns {', '.join(COLUMNS)}")
        for number, line in enumerate(lines[1:], 2):
            cells = tuple(line.split("\t"))
            if len(cells) != len(COLUMNS) or not (cells[0] and cells[3] and cells[5]):
                raise ShardIsWrong(
                    f"{shard.name}, line {number}: seven columns with an id and a label in each language"
                )
            if cells[0] in rows:
                raise ShardIsWrong(f"{shard.name}, line {number}: the id {cells[0]} is taken already")
            rows[cells[0]] = cells
    return Thesaurus(_concepts(rows), normalisers)


def _concepts(rows: Mapping[str, tuple[str, ...]]) -> dict[str, Concept]:
    broader = {concept: _several(cells[1]) for concept, cells in rows.items()}
    narrower: dict[str, list[str]] = {concept: [] for concept in rows}
    related: dict[str, dict[str, None]] = {concept: {} for concept in rows}
    for concept, cells in rows.items():
        for other in (*broader[concept], *_several(cells[2])):
            if other not in rows or other == concept:
                raise RelationIsWrong(f"{concept}: there is no other concept {other}")
        for above in broader[concept]:
            narrower[above].append(concept)
        for other in _several(cells[2]):
            related[concept][other] = related[other][concept] = None
    _refuse_circles(broader)
    concepts = {}
    for concept, cells in rows.items():
        written = {"es": (cells[3], *_several(cells[4])), "en": (cells[5], *_several(cells[6]))}
        concepts[concept] = Concept(
            concept,
            MappingProxyType(
                {
                    language: tuple(label.removeprefix("=") for label in all_)
                    for language, all_ in written.items()
                }
            ),
            broader[concept],
            tuple(narrower[concept]),
            tuple(related[concept]),
            frozenset(label[1:] for all_ in written.values() for label in all_ if label[0] == "="),
        )
    return concepts


def _several(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


def _refuse_circles(broader: Mapping[str, tuple[str, ...]]) -> None:
    """Raise where a concept is above itself."""
    done: set[str] = set()

    def climb(concept: str, path: tuple[str, ...]) -> None:
        if concept in path:
            raise RelationIsWrong(f"{concept} is broader than itself: {' > '.join((*path, concept))}")
        if concept not in done:
            for above in broader[concept]:
                climb(above, (*path, concept))
            done.add(concept)

    for concept in broader:
        climb(concept, ())
