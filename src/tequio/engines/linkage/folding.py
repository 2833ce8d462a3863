"""Words as they are compared: without case, accents, apostrophes and punctuation; and how they sound in Spanish."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_APOSTROPHES = re.compile(r"[’'ʼ‘´`ʔ]")
_NO_LETTER = re.compile(r"[^\w]+|_+")
# Letters that Unicode does not take apart.
_WHOLE = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "ª": "a", "º": "o"})


@lru_cache(maxsize=200_000)
def fold(text: str) -> str:
    """Give a text in lower case, without accents, its words apart by one space.

    Apostrophes fall out ("K'iche'" is "kiche"), so that a glottal stop that a clerk left out makes no difference.
    """
    lower = _APOSTROPHES.sub("", text).lower().translate(_WHOLE)
    plain = "".join(c for c in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(c))
    return " ".join(_NO_LETTER.sub(" ", plain).split())


# What is written differently and sounds the same in Mexico and Central America, in this order: Spanish
# first, then the ways in which Nahuatl and Mayan names are put into Spanish letters.
SOUNDS: tuple[tuple[str, str], ...] = (
    (r"ph", "f"),
    (r"sch|sh", "s"),
    (r"ch", "1"),
    (r"ck", "k"),
    (r"th", "t"),
    (r"(?:^|(?<=[^s1]))hu(?=[aeio])", "w"),
    (r"gu(?=[aoi])(?!i)", "w"),
    (r"gü", "w"),
    (r"h", ""),
    (r"gu(?=[ei])", "g"),
    (r"qu(?=[ei])|q", "k"),
    (r"g(?=[eiy])", "j"),
    (r"tz|ts|dz", "s"),
    (r"^x(?=[aei])", "j"),
    (r"(?<=[aeiou])x(?=[aeiou])", "j"),
    (r"x", "s"),
    (r"c(?=[eiy])|z|ç", "s"),
    (r"c", "k"),
    (r"v", "b"),
    (r"ll|y", "i"),
    (r"m(?=[bp])", "n"),
    (r"(.)\1+", r"\1"),
)
_SOUNDS = tuple((re.compile(pattern), sound) for pattern, sound in SOUNDS)


@lru_cache(maxsize=200_000)
def sound(word: str) -> str:
    """Give a key that words which sound alike share: "bazquez" of Vázquez, Básquez and Vasques.

    Args:
        word: folded, without spaces.
    """
    for pattern, replacement in _SOUNDS:
        word = pattern.sub(replacement, word)
    return word
