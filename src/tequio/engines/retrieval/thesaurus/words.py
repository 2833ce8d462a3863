"""Words as they are compared: without accents, plural and gender, in Spanish and in English.

These are light normalisers: they bring a singular and its plural together, and nothing that needs a lexicon.
Another one, such as a Snowball stemmer, may be given to `load` in their place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TypeAlias

from tequio.text import fold

Normaliser: TypeAlias = Callable[[str], str]

# Words between the words that count; a label is compared without them: "trafficking of persons" is found too.
_SKIPPED_ES = "el la los las lo un una unos unas de del al a as os en y e o u por para que se su sus"
_SKIPPED_EN = "the a an of to in and or for on by at from with s their his her its"
SKIPPED = MappingProxyType({"es": frozenset(_SKIPPED_ES.split()), "en": frozenset(_SKIPPED_EN.split())})

# Phrases that hold a label by its words only: "se trata de personas" speaks of nobody's trafficking.
_NOT_LABELS_ES = (
    "se trata|se tratan|se trate|se trataba|que trata|sin precedentes|a reserva de|sin reserva|"
    "ejercicio fiscal|año fiscal|médico tratante"
)
_NOT_LABELS_EN = (
    "without prejudice|with satisfaction|family environment|enabling environment|in the archives|"
    "in an official capacity|strike out|strike an application|strike it out|experts on mission|in view of"
)
NOT_LABELS = MappingProxyType(
    {"es": tuple(_NOT_LABELS_ES.split("|")), "en": tuple(_NOT_LABELS_EN.split("|"))}
)

# Words whose last letter is no gender: "trata" is a crime, "trato" is how one is treated.
_NO_GENDER = (
    "trata trato plaza plazo costa costo banda bando carga cargo partida partido fonda fondo marca marco "
    "manta manto punta punto media medio libra libro cuenta cuento suela suelo deuda deudo"
)
_SPANISH_KEPT = frozenset(_NO_GENDER.split())
_ENGLISH_IRREGULAR = MappingProxyType({"women": "woman", "men": "man", "children": "child", "bias": "bias"})
_WORD = re.compile(r"[\w\u0300-\u036f]+")
# Where one phrase ends: a label is not found across it. A line end alone is none, PDF pages are full of them.
# A stop with nothing or a number after it belongs to an abbreviation ("DD.HH.", "No. 29").
_BREAK = re.compile(r"[;:!?¿¡|•]|\n\s*\n")
_STOP = re.compile(r"\.(?=.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text.

    Args:
        folded: the word in lower case without accents.
        start: its first character in the text.
        end: one past its last.
        phrase: number of the phrase it stands in, from 0.
    """

    folded: str
    start: int
    end: int
    phrase: int


def words_of(text: str) -> Iterator[Word]:
    """Cut a text into words, in order, with their places.

    Args:
        text: any text, in any Unicode normal form.

    Yields:
        Each word that has a letter or a digit.
    """
    phrase, at = 0, 0
    for found in _WORD.finditer(text):
        start = found.start()
        if _BREAK.search(text, at, start) or (_STOP.search(text, at, start) and not text[start].isdigit()):
            phrase += 1
        at = found.end()
        folded = folded_word(found.group())
        if folded:
            yield Word(folded, start, at, phrase)


def words_in(label: str) -> list[str]:
    """Cut a label into its words, in lower case without accents."""
    return [folded for word in _WORD.findall(label) if (folded := folded_word(word))]


@lru_cache(maxsize=1 << 16)
def folded_word(word: str) -> str:
    """Give one word in lower case without accents; empty where it is nothing but an accent."""
    return word.lower() if word.isascii() else fold(word).replace(" ", "")


def singular_es(word: str) -> str:
    """Take plural and gender from a Spanish word.

    Args:
        word: one word in lower case without accents.

    Returns:
        What is left: "detenidas" and "detenida" give "detenido", "jueces" and "juez" "juez".
    """
    if word.endswith("ces") and len(word) > 4:
        word = word[:-3] + "z"
    elif word.endswith("s") and len(word) > 3 and word[-2] in "aeiou":
        word = word[:-1]
    if word in _SPANISH_KEPT:
        return word
    if (word[-1] == "e" and len(word) > 3) or (word.endswith(("ora", "eza")) and len(word) > 4):
        return word[:-1]
    return word[:-1] + "o" if word[-1] == "a" and len(word) > 4 else word


def singular_en(word: str) -> str:
    """Take the plural from an English word, and bring British and American spelling together.

    Args:
        word: one word in lower case without accents.

    Returns:
        What is left: "bodies" gives "body", "women" "woman", "labour" "labor".
    """
    if word in _ENGLISH_IRREGULAR:
        return _ENGLISH_IRREGULAR[word]
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith(("sses", "shes", "ches", "xes")):
        word = word[:-2]
    elif word.endswith("s") and len(word) > 3 and word[-2] not in "sui":
        word = word[:-1]
    for british, american in (("our", "or"), ("isation", "ization"), ("ise", "ize"), ("ence", "ense")):
        if word.endswith(british) and len(word) > len(british) + 2:
            return word[: -len(british)] + american
    return word


NORMALISERS = MappingProxyType({"es": singular_es, "en": singular_en})
