"""Ordinals in words, digits and Roman numerals, in English and Spanish."""

from __future__ import annotations

import re

_ENGLISH = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_SPANISH = (
    "primer segundo tercer cuarto quinto sexto séptimo octavo noveno décimo undécimo duodécimo decimotercer "
    "decimocuarto decimoquinto decimosexto decimoséptimo decimoctavo decimonoveno vigésimo"
)
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "vigésimo": 20, "trigésimo": 30}
_VALUES = {word: number for number, word in enumerate(_ENGLISH.split(), 1)}
_VALUES |= {word: number for number, word in enumerate(_SPANISH.split(), 1)}
_VALUES |= {"inaugural": 1, "primero": 1, "tercero": 3, "decimoprimer": 11, "decimosegundo": 12}
_VALUES |= {"thirtieth": 30, "trigésimo": 30, "fortieth": 40, "fiftieth": 50}
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}

_WORDS = "|".join(sorted((w for w in _VALUES), key=len, reverse=True))
ORDINAL = (
    r"(?:(?<![\w.])\d{1,2} ?(?:st|nd|rd|th|\.?[ªº°]|ra|da|ta|va|na|ma)(?!\w)"
    r"|(?<![\w.])(?:X{0,4}(?:IX|IV|V?I{0,3})|XL|L)(?<=[IVXL])(?= [\"“]?[A-ZÁÉÍÓÚ])"
    rf"|(?i:\b(?:(?:twenty|thirty|forty|fifty|sixty|vigésim[oa]|trigésim[oa])[- ]?)?(?:{_WORDS}|(?:segund"
    rf"|tercer|"
    r"cuart|quint|sext|s[ée]ptim|octav|noven|d[ée]cim|und[ée]cim|duod[ée]cim|decim\w+?|vig[ée]sim|trig[ée]sim"
    r"|primer)[oa])\b))"
)
"""Pattern of an ordinal, for `ordinal_value`. A Roman numeral counts only before a capital."""


def _roman(numeral: str) -> int:
    values = [_ROMAN[letter] for letter in numeral]
    return sum(
        -value if following > value else value
        for value, following in zip(values, [*values[1:], 0], strict=True)
    )


def _word_value(word: str) -> int | None:
    for form in (word, word[:-1] + "o", word[:-1]):
        for accented in (form, form.replace("e", "é", 1), form.replace("decimos", "decimosé")):
            if accented in _VALUES:
                return _VALUES[accented]
    return None


def ordinal_value(words: str) -> int | None:
    """Give the number of an ordinal.

    Args:
        words: an ordinal in words ("undécima", "twenty-first", "inaugural"), digits ("6th", "10.ª") or
            Roman numerals ("XXIX").

    Returns:
        Its number, or None where it is not read.
    """
    bare = words.strip()
    if match := re.match(r"\d+", bare):
        return int(match.group())
    if re.fullmatch(r"[IVXL]+", bare):
        return _roman(bare)
    parts = [part for part in re.split(r"[- ]", bare.lower()) if part]
    value = _word_value(parts[-1])
    if value is None or len(parts) == 1:
        return value
    tens = _TENS.get(parts[0].replace("sima", "simo"))
    return tens + value if tens else value
