"""Names of mechanisms, sessions and institutions: editions left out, both languages brought together.

Method: each name becomes a set of concepts (terms of `terms.tsv` under one identifier, States and bodies
under the codes that the caller knows, other words folded); the sets are compared by the weighted Jaccard
coefficient, general words such as "dialogue" weighing less. Names whose parties differ are different things
whatever else agrees.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from importlib import resources

from tequio.engines.naming.types import Likeness, Reason, word_list, word_set
from tequio.text import fold

# Finds States and bodies in a name: -> (start, end, code), as an engine for that finds them.
Places = Callable[[str], Sequence[tuple[int, int, str]]]

_GENERAL = word_set(
    "dialogue meeting session group working conference commission committee council mechanism "
    "consultation summit office international national joint annual secretariat framework forum "
    "special"
)
_GENERAL_WEIGHT = 0.5
_STOP = word_set(
    "a an the of on in for and or to with between among at by from under de del la las el los lo en y "
    "e o u entre con para por sobre al materia respecto etc"
)
_UNITS = {
    "en": word_list(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
        "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
    ),
    "es": word_list(
        "primer segund tercer cuart quint sext septim octav noven decim undecim duodecim decimotercer "
        "decimocuart decimoquint decimosext decimoseptim decimoctav decimonoven vigesim"
    ),
}
_NUMBERS: dict[str, int] = {word: at for at, word in enumerate(_UNITS["en"], 1)}
for _at, _stem in enumerate(_UNITS["es"], 1):
    _NUMBERS |= dict.fromkeys((_stem + "o", _stem + "a"), _at)
_NUMBERS |= {"primer": 1, "tercer": 3, "decimotercer": 13}
_ORDINAL = re.compile(r"(\d{1,3})(?:st|nd|rd|th|o|a|er|ra|ro|do|da|to|ta|mo|ma|vo|va|no|na)")
_ROMAN = re.compile(r"(?=[IVX])(X{0,3})(IX|IV|V?I{0,3})")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}


@cache
def _terms() -> list[tuple[str, str]]:
    """Give (folded phrase, concept), longest first."""
    source = resources.files("tequio.engines.naming").joinpath("terms.tsv").read_text(encoding="utf-8")
    pairs = {
        (fold(phrase), row["concept"])
        for row in csv.DictReader(source.splitlines(), delimiter="\t")
        for phrase in (*row["en"].split(";"), *row["es"].split(";"))
    }
    return sorted(pairs, key=lambda pair: (-len(pair[0]), pair))


def _roman(word: str) -> int | None:
    if not _ROMAN.fullmatch(word):
        return None
    values = [_ROMAN_VALUES[letter] for letter in word]
    return sum(-v if v < max(values[at:]) else v for at, v in enumerate(values))


def _edition(word: str, alone: bool) -> int | None:
    """Read a word as the number of an edition; a bare digit or letter only where it stands alone as one."""
    folded = fold(word.strip(".,:;()")).replace(" ", "")
    if folded in _NUMBERS:
        return _NUMBERS[folded]
    ordinal = _ORDINAL.fullmatch(folded)
    if ordinal:
        return int(ordinal.group(1))
    if re.fullmatch(r"\d{1,3}\.?[ºª°]?\.?", word.strip(",:;()")) and alone:
        return int(re.findall(r"\d+", word)[0])
    return _roman(word.strip(".,:;()")) if alone or len(word) > 1 else None


def _split(name: str) -> tuple[list[str], int | None]:
    """Give the words of a name without edition and year, and the edition."""
    words, edition, kept = name.split(), None, []
    for at, word in enumerate(words):
        number = _edition(word, alone=at in (0, len(words) - 1))
        if number is not None and edition is None:
            edition = number
        elif not _YEAR.fullmatch(word.strip(".,:;()")):
            kept.append(word)
    return kept, edition


def edition_of(name: str) -> int | None:
    """Read the number of the edition in a name: "6th …", "XII …", "Segunda …"; None where there is none."""
    return _split(name)[1]


def bare_title(name: str) -> str:
    """Give a name without the number of its edition and the year.

    Args:
        name: "6th EU–Mexico High Level Dialogue on Human Rights (2016)".

    Returns:
        "EU–Mexico High Level Dialogue on Human Rights"; the name itself where nothing would be left.
    """
    words = _split(name)[0]
    bare = " ".join(words).strip(" ,.;:–—-")
    bare = re.sub(r"^(?:the|el|la|los|las)\s+", "", bare, flags=re.IGNORECASE)
    bare = re.sub(
        r"^(?:session|meeting|edition|edición|sesión|reunión) (?:of|de|del)(?: the| la| el)? ", "", bare
    )
    return bare or name.strip()


def _none(_name: str) -> Sequence[tuple[int, int, str]]:
    return ()


_Concepts = tuple[frozenset[str], frozenset[str]]


@lru_cache(maxsize=4096)
def _concepts(name: str, places: Places) -> _Concepts:
    """Give a name's concepts and the codes of the parties among them."""
    parties = set()
    cut = len(name)
    for start, end, code in sorted(places(name), reverse=True):
        parties.add(code)
        if end <= cut:  # the same place may have been found in both languages
            name, cut = f"{name[:start]} {name[end:]}", start
    words = fold(" ".join(_split(name)[0]).replace("-", " "))
    rest, found = f" {words} ", set()
    for phrase, concept in _terms():
        if f" {phrase} " in rest:
            rest = rest.replace(f" {phrase} ", "  ")
            found.add(concept)
    found |= {word for word in rest.split() if word not in _STOP}
    return frozenset(found), frozenset(parties)


def compare_titles(left: str, right: str, places: Places = _none) -> Likeness:
    """Say whether two names of a mechanism, a session's series or an institution mean the same.

    Args:
        left: a name as written, in Spanish or English.
        right: another.
        places: finds the States and bodies in a name; without it they are compared as words.

    Returns:
        1 for the same name but for spelling and edition; at least `CERTAIN` for its translation or
        abbreviation.
    """
    one, other = fold(bare_title(left)), fold(bare_title(right))
    if not one or not other:
        return Likeness(0.0, Reason.EMPTY)
    if one == other:
        return Likeness(1.0, Reason.SAME)
    if _is_abbreviation(left, right) or _is_abbreviation(right, left):
        return Likeness(0.9, Reason.ABBREVIATION)
    return _compare_concepts(_concepts(left, places), _concepts(right, places))


def _compare_concepts(left: _Concepts, right: _Concepts) -> Likeness:
    (first, first_parties), (second, second_parties) = left, right
    same_parties = first_parties == second_parties
    if not (first_parties <= second_parties or second_parties <= first_parties):
        return Likeness(0.0, Reason.OTHER_PARTIES)
    whole, shared = first | second, first & second
    if not whole:
        return Likeness(0.95 if same_parties else 0.5, Reason.ONLY_PARTIES)
    # The same parties on both sides speak for the same thing as one term does.
    both = 1.0 if same_parties and first_parties else 0.0
    score = (_weight(shared) + both) / (_weight(whole) + both)
    if score == 1:
        if same_parties:
            return Likeness(0.95, Reason.SAME_TERMS)
        return Likeness(0.7, Reason.MORE_PARTIES)
    odd = ", ".join(sorted(whole - shared))
    reason = Reason.SOME_TERMS if shared else Reason.NO_TERM
    return Likeness(round(min(score if same_parties else score * 0.8, 0.85), 2), reason, odd)


def _weight(concepts: frozenset[str]) -> float:
    return sum(_GENERAL_WEIGHT if concept in _GENERAL else 1.0 for concept in concepts)


def _is_abbreviation(short: str, long: str) -> bool:
    """Say whether the first name is made of the initials of the second."""
    letters = re.sub(r"[.\s]", "", short)
    if not (3 <= len(letters) <= 12 and letters.isupper() and letters.isalpha()):
        return False
    words = fold(long).split()
    if len(words) < 3:
        return False
    every = "".join(word[0] for word in words)
    telling = "".join(word[0] for word in words if word not in _STOP)
    return fold(letters) in {every, telling}
