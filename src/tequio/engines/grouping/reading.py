"""First stage: passages become demands. Reads texts; writes `Demand`s.

A demand is what is asked (its act: ratify, set up, abolish) and of what (instruments, people, other words).
"Consider" and "continue" tell the strength, not the demand, and are left out of the comparison.
"""

from __future__ import annotations

import csv
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources

from tequio.engines.grouping.types import Demand, Passage, Readers
from tequio.text import fold

_PREFIXES_AT_LEAST = 3
_SHORT = 4
_WEAK = re.compile(
    r"\b(?:consider|study|explore|examine the possibility|analy[sz]e the possibility|considerar?|considere"
    r"|estudi\w+ la posibilidad|examin\w+ la posibilidad)\b",
    re.IGNORECASE,
)
_ITS_PROTOCOL = re.compile(
    r"\b(?:(?:its|the|their|both|two|sus?|los dos)\s+)?(?:two |dos )?"
    r"(?:optional protocols?|protocolos? facultativos?)"
    r"(?:\s+thereto|\s+de (?:esta|este|la misma|dicha))?",
    re.IGNORECASE,
)
# Between an instrument and "its Optional Protocol".
_NEAR = 40
# The Spanish translations of reviews end with the States that asked, in brackets, and begin with a number.
_ASKERS = re.compile(r"\s*\((?:[A-ZÁÉÍÓÚ][^()]{2,60}(?:\([^()]*\)[^()]*)?)[).]?[;.\s]*$")
_NUMBER = re.compile(r"^\s*\d{1,3}(?:[.)]\d*)?\s+")
_RAREST_KEPT = 60


def read_demands(passages: Sequence[Passage], readers: Readers) -> list[Demand]:
    """Read what passages ask.

    Args:
        passages: all that will be compared; how rare a word is counts within them.
        readers: the world.

    Returns:
        One demand for each passage.
    """
    bodies = [bare_text(passage.text) for passage in passages]
    instruments = [_instruments(body, readers) for body in bodies]
    plain = boilerplate(readers)
    stems = [
        Counter(
            stem
            for stem in _stems(_without(body, found), passage.language, readers)
            if stem not in plain and len(stem) > 1 and not (stem.isdigit() and len(stem) > 3)
        )
        for passage, body, found in zip(passages, bodies, instruments, strict=True)
    ]
    weights = _rarity(stems)
    return [
        Demand(
            acts=_acts(_without(body, found)),
            instruments=frozenset(key for _, _, key in found),
            persons=_listed(body, "persons.tsv"),
            words=_normed(counted, weights),
            is_weak=_WEAK.search(body) is not None,
        )
        for body, found, counted in zip(bodies, instruments, stems, strict=True)
    ]


def bare_text(text: str) -> str:
    """Give a passage without the number before it and the States in brackets after it."""
    return _ASKERS.sub("", _NUMBER.sub("", text)).strip()


def _instruments(body: str, readers: Readers) -> list[tuple[int, int, str]]:
    """Find instruments, and protocols that are named after them ("and its Optional Protocol")."""
    found = sorted(readers.instruments(body))
    protocols = {row["instrument"]: row["protocols"] for row in _table("protocols.tsv")}
    for match in _ITS_PROTOCOL.finditer(body):
        if any(start < match.end() and match.start() < end for start, end, _ in found):
            continue
        before = [key for _start, end, key in found if 0 <= match.start() - end <= _NEAR]
        for protocol in protocols.get(before[-1], "").split() if before else ():
            found.append((match.start(), match.end(), protocol))
    return found


def _without(body: str, found: Sequence[tuple[int, int, str]]) -> str:
    kept, at = [], 0
    for start, end, _key in sorted(found):
        kept.append(body[at : max(at, start)])
        at = max(at, end)
    return " ".join((*kept, body[at:]))


def _stems(body: str, language: str, readers: Readers) -> Sequence[str]:
    if readers.words:
        return readers.words(body, language)
    return [light_stem(word) for word in fold(body).split() if len(word) > 2]


def light_stem(word: str) -> str:
    """Cut plural, -ing, -ed and -ion off a folded English word of more than four letters."""
    for ending in ("ations", "ation", "ings", "ing", "ions", "ion", "ies", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def boilerplate(readers: Readers) -> frozenset[str]:
    """Give the stems of words that say nothing of a demand's subject, as the readers cut them."""
    return frozenset(_stems(_file("boilerplate.txt"), "en", readers))


def _rarity(stems: Sequence[Counter[str]]) -> dict[str, float]:
    seen: Counter[str] = Counter()
    for counted in stems:
        seen.update(counted.keys())
    most = len(stems) + 1
    return {stem: math.log(1 + most / count) for stem, count in seen.items()}


def _normed(counted: Counter[str], weights: dict[str, float]) -> dict[str, float]:
    weighed = sorted(((weights[stem], stem) for stem in counted), reverse=True)[:_RAREST_KEPT]
    length = math.sqrt(sum(weight * weight for weight, _ in weighed)) or 1.0
    return {stem: weight / length for weight, stem in weighed}


@cache
def _prefixes() -> dict[str, str]:
    """Give prefix -> act, for words of both languages."""
    table: dict[str, str] = {}
    for act, *words in _rows("acts.tsv", "act", "en", "es"):
        for prefix in " ".join(words).split():
            table.setdefault(fold(prefix), act)
    return table


def _acts(body: str) -> tuple[str, ...]:
    prefixes, found = _prefixes(), dict[str, None]()
    for word in fold(body).split():
        for size in range(len(word), _PREFIXES_AT_LEAST - 1, -1):
            # A short cue is a whole word: "plan" is not in "planet".
            act = prefixes.get(word[:size]) if size > _SHORT or size == len(word) else None
            if act:
                found[act] = None
                break
    return tuple(found)


def _listed(body: str, name: str) -> frozenset[str]:
    table = _words_of(name)
    return frozenset(group for word in fold(body).split() for group in table.get(word, ()))


@cache
def _words_of(name: str) -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for group, *words in _rows(name, "group", "en", "es"):
        for word in " ".join(words).split():
            table[fold(word)] = (*table.get(fold(word), ()), group)
    return table


@cache
def _table(name: str) -> tuple[dict[str, str], ...]:
    return tuple(csv.DictReader(_file(name).splitlines(), delimiter="\t"))


def _rows(name: str, *columns: str) -> Iterator[tuple[str, ...]]:
    for row in _table(name):
        yield tuple(row[column] for column in columns)


def _file(name: str) -> str:
    return resources.files("tequio.engines.grouping").joinpath(name).read_text(encoding="utf-8")
