"""A text as the grammar reads it: one spelling for each sign, with the way back to the source."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

# Signs of many makes, in one spelling. Ordinal signs become letters: "1º" and "1o" read alike.
_SIGNS = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\uff0d", "-"),
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u00b4`", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb\u2033\u2039\u203a", '"'),
        **dict.fromkeys("\u2044\u2215\uff0f", "/"),
        "º": "o",
        "°": "o",
        "ª": "a",
        "\u2026": ".",
    }
)
_DROPPED = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text without accents, capitals and doubled blanks.

    Args:
        words: the folded text.
        offsets: for each character of `words`, its offset in the source; one more for the end.
    """

    words: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Turn a span of `words` (not empty) into one of the source."""
        return self.offsets[start], self.offsets[end - 1] + 1


def fold(text: str) -> Folded:
    """Fold a text in one pass.

    Args:
        text: any characters, also broken ones.

    Returns:
        Lower-case letters without accents; control characters and white space as single blanks; dashes,
        quotation marks and ordinal signs in one spelling.
    """
    words: list[str] = []
    offsets: list[int] = []
    for at, character in enumerate(text.translate(_SIGNS)):
        if "!" <= character <= "~":
            plain = character.lower()
        else:
            plain = _plain(character)
            if not plain or (plain == " " and words and words[-1] == " "):
                continue
        words.append(plain)
        offsets.append(at)
    return Folded("".join(words), (*offsets, len(text)))


def _plain(character: str) -> str:
    if character in _DROPPED:
        return ""
    if character.isspace() or unicodedata.category(character)[0] == "C":
        return " "
    first = unicodedata.normalize("NFKD", character)[0]
    return "" if unicodedata.combining(first) else first.lower()[:1]


def fold_name(name: str) -> tuple[str, ...]:
    """Give the words of a name as the grammar compares them: "Belém do Pará" -> ("belem", "do", "para")."""
    return tuple(re.findall(r"[a-z0-9]+", fold(name).words))
