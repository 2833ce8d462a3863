"""Thesaurus of human rights in Spanish and English, in the words of lawyers, officials and victims."""

from tequio.engines.retrieval.thesaurus.concepts import (
    LANGUAGES,
    Concept,
    LanguageIsUnknown,
    Match,
    RelationIsWrong,
    ShardIsWrong,
    ThesaurusError,
)
from tequio.engines.retrieval.thesaurus.loading import Thesaurus, load
from tequio.engines.retrieval.thesaurus.words import NORMALISERS, Normaliser

__all__ = [
    "LANGUAGES",
    "NORMALISERS",
    "Concept",
    "LanguageIsUnknown",
    "Match",
    "Normaliser",
    "RelationIsWrong",
    "ShardIsWrong",
    "Thesaurus",
    "ThesaurusError",
    "load",
]
