"""What can be wrong with lists that are to be linked, or with the settings of a linkage."""

# ruff: noqa: N818  the names state the fact, as the rules of the house ask

from __future__ import annotations

from tequio.engines.linkage.words import WORDS

LANGUAGES = ("es", "en")


def said(key: str, language: str, /, **values: object) -> str:
    """Say a sentence of `words`; whole numbers are grouped by thousands.

    Args:
        key: of the sentence.
        language: "es" or "en".
        values: what fills its braces.

    Raises:
        KeyError: no such language or key.
    """
    if language not in LANGUAGES:
        raise KeyError(f"There are no words in “{language}”; there are es and en.")
    written = {name: f"{each:,}" if isinstance(each, int) else str(each) for name, each in values.items()}
    return WORDS[key][LANGUAGES.index(language)].format(**written)


class LinkageError(ValueError):
    """Lists cannot be linked; one sentence without anything about a person.

    `str` says it in English, `say` in either language.

    Args:
        key: of the sentence in `words`.
        values: what fills its braces.
    """

    def __init__(self, key: str, /, **values: object) -> None:
        self.key, self.values = key, values
        super().__init__(self.say("en"))

    def say(self, language: str = "es") -> str:
        """Give the sentence in a language, "es" or "en"."""
        return said(self.key, language, **self.values)


class ListIsEmpty(LinkageError):
    """A list has no records."""


class ListNotReadable(LinkageError):
    """A file is no list: binary, of no known encoding, or not a table."""


class RecordIsTwice(LinkageError):
    """Two records of a list have one identifier, or a record has none."""


class NoCommonField(LinkageError):
    """The lists share too little to be compared: no name, or nothing beside it."""


class SettingsAreWrong(LinkageError):
    """The settings name a column, kind or rule that does not exist, or cannot be read."""


class NothingToCompare(LinkageError):
    """No two records share a blocking key, so no pair can be compared."""


class DecisionsContradict(LinkageError):
    """People's decisions cannot all hold, or name a record that does not exist."""
