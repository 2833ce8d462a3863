"""What an index asks of a thesaurus."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

LANGUAGES = ("es", "en")


class Match(Protocol):
    """A place in a text where a label of a concept stands."""

    @property
    def concept(self) -> str:
        """The concept's id."""

    @property
    def start(self) -> int:
        """First character of the words."""

    @property
    def end(self) -> int:
        """One past the last."""


class Concept(Protocol):
    """One notion with its labels and its neighbours."""

    @property
    def labels(self) -> Mapping[str, tuple[str, ...]]:
        """For each language the preferred label first."""

    @property
    def broader(self) -> tuple[str, ...]:
        """Ids of the concepts it is a kind of."""

    @property
    def narrower(self) -> tuple[str, ...]:
        """Ids of its own kinds."""

    @property
    def related(self) -> tuple[str, ...]:
        """Ids of concepts that a person looking for this one also wants."""


class Terms(Protocol):
    """A thesaurus, as `tequio.engines.retrieval.thesaurus` gives one: which concepts a text speaks of."""

    @property
    def concepts(self) -> Mapping[str, Concept]:
        """The concepts by id."""

    def match(self, text: str, language: str | None = None) -> Sequence[Match]:
        """Give the places where labels stand, in one language or, with None, in all."""


def concepts_of(thesaurus: Terms | None, text: str, language: str) -> list[str]:
    """Give the id of each label that stands in a text, as often as it stands there."""
    if thesaurus is None or (language and language not in LANGUAGES):
        return []
    return [match.concept for match in thesaurus.match(text, language or None)]
