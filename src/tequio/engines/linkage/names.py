"""A person's name, taken apart: given names, paternal and maternal surname, as Spanish-speaking registries write it.

The rules are those of Spanish and Latin American civil registries: two surnames, the father's first; a married
woman's husband after "de"; particles that one clerk writes and another leaves out; compound surnames.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from tequio.engines.linkage.folding import fold
from tequio.engines.linkage.wordlists import (
    abbreviations,
    compounds,
    given_names,
    nicknames,
    particles,
    placeholders,
)

MOST_GIVEN = 4
_WIDOW = re.compile(r"\b(?:viuda|vda|v(?:i)?uda)\.?\s+de\b.*$", re.IGNORECASE)
_NUMBERED = re.compile(r"\b\d+\b|\bno\b$")
# Nothing that a married name follows: "de la Cruz", "de León" are surnames of their own.
_OWN_AFTER_DE = frozenset(
    "la las los el leon oca jesus dios rosa cruz paz lara luna anda haro alba ita avila aquino alva castilla "
    "garay gante ocampo nava o santiago cordova cordoba".split()
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name, taken apart into folded words.

    Args:
        given: given names, in the order written.
        paternal: the first surname; empty where there is none.
        maternal: the second; empty where there is none or it is a husband's.
    """

    given: tuple[str, ...] = ()
    paternal: str = ""
    maternal: str = ""

    def __bool__(self) -> bool:
        return bool(self.given or self.paternal or self.maternal)


def is_placeholder(text: str) -> bool:
    """Say whether words stand in the place of a name that nobody knows ("NN", "no identificado 3")."""
    folded = fold(text)
    if not folded:
        return False
    bare = " ".join(_NUMBERED.sub(" ", folded).split())
    return not bare or folded in placeholders() or bare in placeholders()


@lru_cache(maxsize=100_000)
def words(text: str) -> tuple[str, ...]:
    """Give the words of a name or surname: abbreviations written out, compounds joined, particles left out."""
    return tuple(_joined(_split(text)))


def _split(text: str) -> list[str]:
    known = abbreviations()
    return [known.get(word, word) for word in fold(text).split() if not word.isdigit()]


def _joined(found: list[str]) -> list[str]:
    small, whole = particles(), compounds()
    kept: list[str] = []
    at = 0
    while at < len(found):
        word = found[at]
        compound = next((c for c in whole.get(word, ()) if tuple(found[at : at + len(c)]) == c), None)
        if compound:
            kept.append("".join(each for each in compound if each not in small))
            at += len(compound)
            continue
        if word not in small:
            kept.append(word)
        at += 1
    return kept or [word for word in found if word in small and len(word) > 1][-1:]


@lru_cache(maxsize=100_000)
def surnames(text: str) -> tuple[str, str]:
    """Give the first and second surname of a surname column.

    Args:
        text: "García López", "De la Cruz-Hernández", "López de Pérez".

    Returns:
        The two, folded; the second is empty where there is none or it is that of a husband.
    """
    folded = _split(_WIDOW.sub("", text))
    if len(folded) >= 3 and folded[-2] == "de" and folded[-1] not in _OWN_AFTER_DE and folded[0] != "de":
        before = _joined(folded[:-2])
        if len(before) == 1 and not _is_compound(folded):
            return before[0], ""
        if len(before) >= 2:
            return before[0], before[1]
    kept = _joined(folded)
    if not kept:
        return "", ""
    return kept[0], kept[1] if len(kept) > 1 else ""


def _is_compound(found: list[str]) -> bool:
    return any(tuple(found[: len(c)]) == c for c in compounds().get(found[0], ()))


def parse_parts(given: str, paternal: str, maternal: str) -> Name:
    """Take apart a name that stands in columns of its own.

    Args:
        given: given names.
        paternal: the first surname, or both.
        maternal: the second; may be empty.
    """
    first, second = surnames(paternal) if not is_placeholder(paternal) else ("", "")
    if maternal and not is_placeholder(maternal):
        mothers = words(_WIDOW.sub("", maternal))
        married = fold(maternal).startswith("de ") and fold(maternal).split()[1] not in _OWN_AFTER_DE
        if mothers and not married:
            second = mothers[0]
        elif married:
            second = ""
    names = () if is_placeholder(given) else words(given)[:MOST_GIVEN]
    return Name(names, first, second)


def parse_full(text: str) -> Name:
    """Take apart a name that is written as one, in either order.

    Args:
        text: "María Guadalupe de la Cruz Hernández", "CRUZ HERNÁNDEZ, MA. GUADALUPE".
    """
    if is_placeholder(text):
        return Name()
    if text.count(",") == 1:
        before, after = text.split(",")
        if fold(before) and fold(after):
            return parse_parts(after, before, "")
    text = _WIDOW.sub("", text)
    found = _split(text)
    if (
        len(found) >= 4
        and found[-2] == "de"
        and found[-1] not in _OWN_AFTER_DE
        and not _is_compound(found[-3:])
    ):
        found = found[:-2]
    kept = _joined(found)
    return _in_order(kept)


def _in_order(kept: list[str]) -> Name:
    count = len(kept)
    if count <= 1:
        return Name(tuple(kept))
    if count == 2:
        turned = _is_given(kept[1]) and not _is_given(kept[0])
        return Name((kept[1],), kept[0]) if turned else Name((kept[0],), kept[1])
    if not _is_given(kept[0]) and _is_given(kept[-1]) and not _is_given(kept[1]):
        return Name(tuple(kept[2:])[:MOST_GIVEN], kept[0], kept[1])
    if count == 3 and _is_given(kept[0]) and _is_given(kept[1]) and not _is_given(kept[2]):
        return Name((kept[0], kept[1]), kept[2])
    return Name(tuple(kept[:-2])[:MOST_GIVEN], kept[-2], kept[-1])


def _is_given(word: str) -> bool:
    return word in given_names() or word in nicknames() or len(word) == 1
