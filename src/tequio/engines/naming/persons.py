"""Names of persons: honorifics, word order, accents, initials and second surnames."""

from __future__ import annotations

import re

from tequio.engines.naming.types import Likeness, Reason, word_set
from tequio.text import fold

# Titles and forms of address that are no part of a name, folded; in both languages.
HONORIFICS = word_set(
    "amb emb min gral dip sen under vice sub mr mrs ms miss mx sir dame lord lady baroness dr dra prof "
    "professor profesor profesora hon "
    "honourable honorable right rt excellency excelencia excelentisimo excelentisima his her su he se "
    "sr sra srta senor senora senorita don dona lic licenciado licenciada ing ingeniero ingeniera "
    "mtro mtra maestro maestra arq phd president presidente presidenta prime minister ministro "
    "ministra secretary secretario secretaria subsecretario subsecretaria undersecretary canciller "
    "chancellor ambassador embajador embajadora director directora deputy general senator senador "
    "senadora diputado diputada magistrado magistrada judge juez jueza comisionado comisionada "
    "commissioner high alto alta representative representante special especial the el la"
)
# Words inside Spanish and other names that writers keep or leave out.
PARTICLES = word_set("de del la las los y e van von da do dos das")

_BEFORE_COMMA = re.compile(r"^\s*([^,]+),\s*([^,]+)\s*$")


def bare_person(name: str) -> str:
    """Give a person's name in natural order, without titles at its beginning.

    Args:
        name: as written: "HERNÁNDEZ GARCÍA, Joel", "Amb. Dr. Joel Hernández García".

    Returns:
        The name; unchanged where nothing else would be left.
    """
    turned = _BEFORE_COMMA.match(name)
    if turned and not _is_title(turned.group(2).split()[0]):
        name = f"{turned.group(2)} {turned.group(1)}"
    words = name.split()
    at = 0
    while at < len(words) - 1 and _is_title(words[at]):
        at += 1
    return " ".join(words[at:]).strip(" ,.;")


def _is_title(word: str) -> bool:
    parts = fold(word).split()
    return bool(parts) and all(part in HONORIFICS for part in parts)


def _words(name: str) -> list[str]:
    return [word for word in fold(bare_person(name)).split() if word not in PARTICLES]


def compare_persons(left: str, right: str) -> Likeness:
    """Say whether two names are the same person's.

    Args:
        left: a name as written.
        right: another.

    Returns:
        1 for the same words, at least `CERTAIN` for another order, initials and small slips of a full name;
        in between where a second surname or given name is missing on one side; 0 for different people.
    """
    one, other = _words(left), _words(right)
    if not one or not other:
        return Likeness(0.0, Reason.EMPTY)
    if one == other:
        return Likeness(1.0, Reason.SAME)
    if sorted(one) == sorted(other):
        return Likeness(0.97, Reason.OTHER_ORDER)
    return _compare_parts(*sorted((one, other), key=len))


def _compare_parts(short: list[str], long: list[str]) -> Likeness:
    matched, slips, initials = _pair(short, long)
    full = len(short) - initials
    if len(matched) < len(short):
        return Likeness(0.0, Reason.OTHER_WORDS)
    if len(short) < 2 or not full:
        return Likeness(0.4, Reason.ONE_WORD)
    if len(short) < len(long):
        missing = " ".join(word for at, word in enumerate(long) if at not in matched.values())
        # Given name and a surname agree: likely the same; a surname alone with an initial: perhaps.
        given_agrees = 0 in matched.values()
        score = (0.9 if full >= 3 else 0.8 if full == 2 else 0.6) - (0 if given_agrees else 0.2) - 0.1 * slips
        return Likeness(round(score, 2), Reason.SAME_BUT, missing)
    if initials:
        given_is_initial = min(len(short[0]), len(long[0])) == 1
        sure = full >= 2 and not given_is_initial
        return Likeness(0.9 if sure else 0.75, Reason.INITIALS)
    return Likeness(0.92 if slips == 1 else 0.7, Reason.ONE_LETTER)


def _pair(short: list[str], long: list[str]) -> tuple[dict[int, int], int, int]:
    """Pair each word of the shorter name with one of the longer; count letters that differ and initials."""
    matched: dict[int, int] = {}
    slips = initials = 0
    for test in (_equal, _initial, _one_letter_off):
        for at, word in enumerate(short):
            if at in matched:
                continue
            for place, candidate in enumerate(long):
                if place not in matched.values() and test(word, candidate):
                    matched[at] = place
                    slips += test is _one_letter_off
                    initials += test is _initial
                    break
    return matched, slips, initials


def _equal(one: str, other: str) -> bool:
    return one == other


def _initial(one: str, other: str) -> bool:
    return min(len(one), len(other)) == 1 and one[0] == other[0]


def _one_letter_off(one: str, other: str) -> bool:
    """Say whether long words differ by one letter changed, added or left out."""
    short, long = sorted((one, other), key=len)
    if len(short) < 5 or len(long) - len(short) > 1:
        return False
    at = 0
    while at < len(short) and short[at] == long[at]:
        at += 1
    rest = at + 1 if len(short) == len(long) else at
    return short[rest:] == long[at + 1 :]
