"""Crosswalks: how values of different scales are read in common terms, by a published and numbered version.

Native values are what is stored and shown. A reading always names the version that made it, with the
note of its line; a value without a sound counterpart has no reading, and then nothing is compared.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from tequio.engines.scales.errors import ScaleFileIsWrong, UnknownValue
from tequio.engines.scales.scales import Scale, in_both_languages, read_toml

CROSSWALKS = Path(__file__).with_name("crosswalks")


@dataclass(frozen=True, slots=True)
class Reading:
    """How one native value is read.

    Args:
        value: code in the common scale, or None where the value has no sound counterpart.
        note: why it is read so, or why it is not.
    """

    value: str | None
    note: str


class Relation(StrEnum):
    """How two assessments stand to each other."""

    SAME = "same"
    FIRST_HIGHER = "first higher"
    SECOND_HIGHER = "second higher"
    NOT_COMPARABLE = "not comparable"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two assessments set side by side.

    Args:
        relation: how they stand to each other in common terms.
        steps: how many values of the common scale lie between them; None where not comparable.
        first: reading of the first.
        second: reading of the second.
        crosswalk: code and version by which they were read ("common-1").
    """

    relation: Relation
    steps: int | None
    first: Reading
    second: Reading
    crosswalk: str


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """One published version of how native values are read in common terms.

    Args:
        code: name of the crosswalk.
        version: its number, from 1; a published version never changes.
        date: ISO date of publication.
        title: language -> title.
        to: the common scale.
        lines: (scale, value) -> reading.
    """

    code: str
    version: int
    date: str
    title: Mapping[str, str]
    to: Scale
    lines: Mapping[tuple[str, str], Reading]

    @property
    def name(self) -> str:
        """Code and version, as shown beside every reading ("common-1")."""
        return f"{self.code}-{self.version}"

    def read(self, scale: str, value: str) -> Reading:
        """Read a native value in common terms.

        Args:
            scale: code of its scale.
            value: its code.

        Raises:
            UnknownValue: where this version has no line for it.
        """
        try:
            return self.lines[scale, value]
        except KeyError:
            raise UnknownValue(f"The crosswalk {self.name} has no line for {value!r} of {scale!r}.") from None

    def compare(self, first: tuple[str, str], second: tuple[str, str]) -> Comparison:
        """Compare two assessments through this version.

        Args:
            first: (scale, value) of one.
            second: (scale, value) of the other.

        Raises:
            UnknownValue: where this version has no line for one of them.
        """
        readings = self.read(*first), self.read(*second)
        if readings[0].value is None or readings[1].value is None:
            return Comparison(Relation.NOT_COMPARABLE, None, *readings, self.name)
        order = self.to.ordered
        steps = order.index(readings[1].value) - order.index(readings[0].value)
        higher = Relation.FIRST_HIGHER if steps > 0 else Relation.SECOND_HIGHER
        return Comparison(higher if steps else Relation.SAME, abs(steps), *readings, self.name)


def _lines(entries: list[Any], name: str, scales: Mapping[str, Scale], to: Scale) -> dict[Any, Reading]:
    lines: dict[tuple[str, str], Reading] = {}
    for entry in entries:
        key = (entry["scale"], entry["value"])
        if key[0] not in scales:
            raise ScaleFileIsWrong(f"{name} has a line for the unknown scale {key[0]!r}.")
        scales[key[0]].value(key[1])
        target = entry.get("as")
        if target is not None and to.value(target).rank is None:
            raise ScaleFileIsWrong(f"{name} reads {key[1]!r} of {key[0]} as a value outside the order.")
        if not entry.get("note", "").strip():
            raise ScaleFileIsWrong(f"{name}: the line for {key[1]!r} of {key[0]} needs its note.")
        if key in lines:
            raise ScaleFileIsWrong(f"{name} has two lines for {key[1]!r} of {key[0]}.")
        lines[key] = Reading(target, entry["note"])
    for scale in {key[0] for key in lines}:
        missing = [value.code for value in scales[scale].values if (scale, value.code) not in lines]
        if missing:
            raise ScaleFileIsWrong(f"{name} has no line for {', '.join(missing)} of {scale}.")
    return lines


def read_crosswalk(path: Path, scales: Mapping[str, Scale]) -> Crosswalk:
    """Read one version of a crosswalk.

    Args:
        path: a TOML file as those in `crosswalks/`.
        scales: code -> scale, those it may name.

    Raises:
        ScaleFileIsWrong: where it names what does not exist, leaves out a value of a scale that it reads,
            has a line twice or one without a note.
    """
    content = read_toml(path)
    try:
        to = scales[content["to"]]
        version = content["version"]
        if type(version) is not int or version < 1:
            raise ScaleFileIsWrong(f"{path.name}: the version is a whole number from 1.")
        return Crosswalk(
            content["code"],
            version,
            datetime.date.fromisoformat(content["date"]).isoformat(),
            in_both_languages(content["title"], path.name),
            to,
            _lines(content["lines"], path.name, scales, to),
        )
    except UnknownValue as error:
        raise ScaleFileIsWrong(f"{path.name}: {error}") from None
    except (KeyError, TypeError, AttributeError) as error:
        raise ScaleFileIsWrong(f"{path.name} lacks or misnames an entry: {error}.") from None


def load_crosswalks(scales: Mapping[str, Scale], folder: Path = CROSSWALKS) -> dict[str, Crosswalk]:
    """Read every version of every crosswalk of a folder.

    Args:
        scales: code -> scale, from `load_scales`.
        folder: with one TOML file for each version.

    Returns:
        name ("common-1") -> crosswalk.

    Raises:
        ScaleFileIsWrong: where a file is wrong or its name is not its code and version.
    """
    crosswalks = {}
    for path in sorted(folder.glob("*.toml")):
        crosswalk = read_crosswalk(path, scales)
        if crosswalk.name != path.stem:
            raise ScaleFileIsWrong(
                f"{path.name} holds {crosswalk.name}; the file's name must say code and version."
            )
        crosswalks[crosswalk.name] = crosswalk
    return crosswalks
