"""What a thesaurus is made of, and what can be wrong with it."""

# ruff: noqa: N818  the names state the fact, as the rules of the house ask

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

LANGUAGES = ("es", "en")


class ThesaurusError(ValueError):
    """A thesaurus cannot be read or asked."""


class ShardIsWrong(ThesaurusError):
    """A line of a thesaurus file lacks a column or a label, or repeats an id."""


class RelationIsWrong(ThesaurusError):
    """A concept names a broader or related concept that does not exist, or is above itself."""


class LanguageIsUnknown(ThesaurusError):
    """The thesaurus has no labels in the language asked for."""


@dataclass(frozen=True, slots=True)
class Concept:
    """One notion of the field with the words people use for it.

    Args:
        id: a name in English that does not change, e.g. "enforced-disappearance".
        labels: for each language the preferred label first, then the others as people say them.
        broader: ids of the concepts it is a kind or part of; empty for the top of a field.
        narrower: ids of the concepts that name it as broader.
        related: ids of concepts that a person looking for this one also wants; holds both ways.
        exact: labels found only as written, in this case and with these endings ("CAT", "los levantaron").
    """

    id: str
    labels: Mapping[str, tuple[str, ...]]
    broader: tuple[str, ...] = ()
    narrower: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    exact: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Match:
    """A place in a text where a label of a concept stands.

    Args:
        concept: the concept's id.
        start: first character of the words.
        end: one past the last.
        language: of the label, "es" or "en".
        label: the label as the thesaurus writes it.
    """

    concept: str
    start: int
    end: int
    language: str
    label: str
