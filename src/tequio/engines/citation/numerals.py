"""Numbers as lawyers write them: Roman, in words, with "bis"."""

from __future__ import annotations

import re

_ROMAN = re.compile(r"(?=[ivxlc])c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}

# Latin endings of articles that were put between others.
INSERTED = frozenset(["bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "nonies", "decies"])
# Letters that follow a figure and only make it an ordinal: 1o, 2nd, 3er.
ORDINAL_ENDINGS = frozenset(
    ["o", "os", "st", "nd", "rd", "th", "er", "ero", "ra", "do", "da", "to", "ta", "mo"]
)

_WORDS = {
    1: "primero primer primera first one uno",
    2: "segundo segunda second two dos",
    3: "tercero tercer tercera third three tres",
    4: "cuarto cuarta fourth four cuatro",
    5: "quinto quinta fifth five cinco",
    6: "sexto sexta sixth six seis",
    7: "septimo septima seventh seven siete",
    8: "octavo octava eighth eight ocho",
    9: "noveno novena ninth nine nueve",
    10: "decimo decima tenth ten diez",
    11: "undecimo decimoprimero eleventh",
    12: "duodecimo decimosegundo twelfth",
    13: "decimotercero decimotercer thirteenth",
    14: "decimocuarto fourteenth",
    15: "decimoquinto fifteenth",
    16: "decimosexto sixteenth",
    17: "decimoseptimo seventeenth",
    18: "decimoctavo eighteenth",
    19: "decimonoveno nineteenth",
    20: "vigesimo twentieth",
}
NUMBER_WORDS = {word: number for number, words in _WORDS.items() for word in words.split()}


def roman_value(word: str) -> int | None:
    """Read a Roman numeral below 400, in small letters; None where it is none."""
    if not word or not _ROMAN.fullmatch(word):
        return None
    values = [_ROMAN_VALUES[letter] for letter in word]
    return sum(-v if v < max(values[at:]) else v for at, v in enumerate(values))
