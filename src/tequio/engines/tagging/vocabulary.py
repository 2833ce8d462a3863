"""The tag lists: stable ids, labels in English and Spanish, and the words that speak for each tag.

They are tab-separated files beside this module, with their sources named in their first lines, so that a
person who knows the field can read and change them without reading code.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files


class Scheme(StrEnum):
    """The tag lists that the engine proposes from."""

    ACTION_CATEGORY = "action_categories"
    ISSUE = "issues"
    THEME = "themes"
    GROUP = "groups"
    RIGHT = "rights"
    SDG = "sdgs"


@dataclass(frozen=True, slots=True)
class Term:
    """One tag.

    Args:
        code: stable id within its scheme.
        english: label in English.
        spanish: label in Spanish.
        cues: the column of cue phrases, as written; see `cues.compile_cues`.
        articles: treaty articles behind a right ("ICCPR.7"), empty in other schemes.
    """

    code: str
    english: str
    spanish: str
    cues: str = ""
    articles: tuple[str, ...] = ()

    def label(self, language: str = "en") -> str:
        """Give the label in Spanish where `language` is "es", else in English."""
        return self.spanish if language == "es" else self.english


def rows(name: str) -> list[list[str]]:
    """Read one of the package's tab-separated files; lines that start with # are its documentation."""
    content = files(__package__).joinpath("vocabulary", f"{name}.tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in content.splitlines() if line.strip() and not line.startswith("#")]


@cache
def vocabulary(scheme: Scheme) -> dict[str, Term]:
    """Give the terms of a scheme by code, in the order of the file."""
    terms = {}
    for code, english, spanish, *rest in rows(scheme.value):
        articles = tuple(rest[1].split()) if len(rest) > 1 else ()
        terms[code] = Term(code, english, spanish, rest[0] if rest else "", articles)
    return terms
