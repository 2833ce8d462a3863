"""A sentence that carries its key and its values, and is said in the language of whoever reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tequio.engines.estimation.words import WORDS

LANGUAGES = ("es", "en")


@dataclass(frozen=True, slots=True)
class Saying:
    """One sentence or short text in both languages.

    Args:
        key: of the text in `words`.
        values: what fills the braces; whole numbers are grouped by thousands, fractions are given to three
            digits, and a value that is itself a `Saying` is said in the same language.
    """

    key: str
    values: Mapping[str, object] = field(default_factory=dict)

    def say(self, language: str = "es") -> str:
        """Give the text in a language.

        Args:
            language: "es" or "en".

        Raises:
            KeyError: no such language, no such key, or a brace without its value.
        """
        text = WORDS[self.key][LANGUAGES.index(_known(language))]
        return text.format(**{name: _said(value, language) for name, value in self.values.items()})

    def __str__(self) -> str:
        return self.say("en")


def saying(key: str, **values: object) -> Saying:
    """Make a text of its key and what fills its braces."""
    return Saying(key, values)


def _known(language: str) -> str:
    if language not in LANGUAGES:
        raise KeyError(f"There are no words in “{language}”; there are es and en.")
    return language


def _said(value: object, language: str) -> str:
    if isinstance(value, Saying):
        return value.say(language)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    if float(value).is_integer():
        return f"{value:,.0f}"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"
