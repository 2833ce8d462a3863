"""Assessment scales as data: the exact published words, their source and language, the order of the values.

Each scale is a TOML file in `published/`. A word says where it is from: published (read in the named
source), ours (our translation), or unchecked (not compared with the publisher's own document).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from tequio.engines.scales.errors import ScaleFileIsWrong, UnknownValue, ValuesAreNotOrdered

PUBLISHED = Path(__file__).with_name("published")
LANGUAGES = ("en", "es")


class Origin(StrEnum):
    """Where words come from."""

    PUBLISHED = "published"
    OURS = "ours"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class Words:
    """Words in one language, and whether they are the publisher's."""

    words: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a scale.

    Args:
        code: what is stored in an assessment.
        label: language -> words, in English and Spanish.
        meaning: language -> the published definition; empty where none was read.
        rank: 1 for the best, 2 for the next …; None for a value outside the order ("unable to assess").
    """

    code: str
    label: Mapping[str, Words]
    meaning: Mapping[str, Words]
    rank: int | None


@dataclass(frozen=True, slots=True)
class Source:
    """Where a scale was published.

    Args:
        publisher: the body whose scale it is.
        document: title, symbol, date and place in it.
        address: where it was read; empty for Tequio's own.
        language: ISO 639-1 code of the language in which the words were published.
        note: what was not seen or checked.
    """

    publisher: str
    document: str
    address: str
    language: str
    note: str


@dataclass(frozen=True, slots=True)
class Scale:
    """An assessment scale.

    Args:
        code: its name in assessments and crosswalks; new words or another order mean a new code.
        title: language -> title.
        source: where it was published.
        order: why the values stand in this order.
        values: best first, those outside the order last.
        measures: kinds of measure that the publisher grades apart ("individual", "structural"), or none.
    """

    code: str
    title: Mapping[str, str]
    source: Source
    order: str
    values: tuple[Value, ...]
    measures: tuple[str, ...] = ()

    def value(self, code: str) -> Value:
        """Find a value by its code.

        Raises:
            UnknownValue: where the scale has none of that code.
        """
        for value in self.values:
            if value.code == code:
                return value
        known = ", ".join(value.code for value in self.values)
        raise UnknownValue(f"The scale {self.code} has no value {code!r}; it has {known}.")

    @property
    def ordered(self) -> tuple[str, ...]:
        """Codes of the values within the order, best first."""
        return tuple(value.code for value in self.values if value.rank is not None)

    def compare(self, first: str, second: str) -> int:
        """Say which of two values is better: 1 the first, -1 the second, 0 neither.

        Raises:
            UnknownValue: for a code that the scale lacks.
            ValuesAreNotOrdered: where one of them stands outside the order.
        """
        ranks = self.value(first).rank, self.value(second).rank
        if ranks[0] is None or ranks[1] is None:
            outside = first if ranks[0] is None else second
            raise ValuesAreNotOrdered(f"The value {outside} of {self.code} stands outside its order.")
        return (ranks[1] > ranks[0]) - (ranks[1] < ranks[0])


def read_toml(path: Path) -> dict[str, Any]:
    """Read a data file.

    Raises:
        ScaleFileIsWrong: where it is missing or no TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ScaleFileIsWrong(f"{path.name} cannot be read: {error}.") from None


def in_both_languages(entry: object, what: str) -> dict[str, Any]:
    """Confirm that an entry has exactly English and Spanish.

    Raises:
        ScaleFileIsWrong: where it has not.
    """
    if not isinstance(entry, dict) or set(entry) != set(LANGUAGES):
        raise ScaleFileIsWrong(f"{what} needs words in en and es, and in no other language.")
    return entry


def _words(entry: object, what: str) -> dict[str, Words]:
    try:
        found = {
            language: Words(words["words"], Origin(words["origin"]))
            for language, words in in_both_languages(entry, what).items()
        }
    except (KeyError, TypeError, ValueError):
        raise ScaleFileIsWrong(
            f"{what} needs `words` and an `origin` of published, ours or unchecked."
        ) from None
    if not all(isinstance(words.words, str) and words.words.strip() for words in found.values()):
        raise ScaleFileIsWrong(f"{what} has no words.")
    return found


def _values(entries: object, name: str) -> tuple[Value, ...]:
    if not isinstance(entries, list) or len(entries) < 2:
        raise ScaleFileIsWrong(f"{name} needs at least two values.")
    values: list[Value] = []
    rank = 0
    for entry in entries:
        code = str(entry.get("code", ""))
        what = f"The value {code!r} of {name}"
        if not code or any(value.code == code for value in values):
            raise ScaleFileIsWrong(f"{what} has no code of its own.")
        is_in_order = entry.get("in_order", True)
        if is_in_order and values and values[-1].rank is None:
            raise ScaleFileIsWrong(f"{what} is in the order but stands after one that is not.")
        rank += bool(is_in_order)
        meaning = _words(entry["meaning"], what) if "meaning" in entry else {}
        values.append(Value(code, _words(entry.get("label"), what), meaning, rank if is_in_order else None))
    return tuple(values)


def read_scale(path: Path) -> Scale:
    """Read one scale.

    Args:
        path: a TOML file as those in `published/`.

    Raises:
        ScaleFileIsWrong: where it lacks or contradicts something.
    """
    content = read_toml(path)
    try:
        source = Source(**content["source"])
        if source.language not in LANGUAGES:
            raise ScaleFileIsWrong(f"{path.name}: the source's language is en or es.")
        return Scale(
            content["code"],
            in_both_languages(content["title"], path.name),
            source,
            content["order"],
            _values(content["values"], path.name),
            tuple(content.get("measures", ())),
        )
    except (KeyError, TypeError) as error:
        raise ScaleFileIsWrong(f"{path.name} lacks or misnames an entry: {error}.") from None


def load_scales(folder: Path = PUBLISHED) -> dict[str, Scale]:
    """Read every scale of a folder.

    Args:
        folder: with one TOML file for each scale, named by its code.

    Returns:
        code -> scale.

    Raises:
        ScaleFileIsWrong: where a file is wrong or its name is not its code.
    """
    scales = {}
    for path in sorted(folder.glob("*.toml")):
        scale = read_scale(path)
        if scale.code != path.stem:
            raise ScaleFileIsWrong(f"{path.name} holds the scale {scale.code}; name and code must agree.")
        scales[scale.code] = scale
    return scales
