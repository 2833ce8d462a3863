"""Reads the digest: instruments from TOML, provisions from tab-separated lines."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
COLUMNS = ("id", "article", "paragraph", "heading_es", "heading_en", "es", "en")

_PARAGRAPH = re.compile(r"[1-9]\d*(\.[a-z])?|[a-zA-Z]")


class DigestIsWrong(ValueError):  # noqa: N818  errors are named as facts
    """A file of the digest cannot be used."""


class Kind(StrEnum):
    """What an instrument is."""

    TREATY = "treaty"
    PROTOCOL = "protocol"
    DECLARATION = "declaration"


class System(StrEnum):
    """The organisation an instrument was adopted in."""

    UN = "un"
    OAS = "oas"


@dataclass(frozen=True, slots=True)
class Wording:
    """The same in both languages.

    Args:
        es: Spanish.
        en: English.
    """

    es: str
    en: str

    def __getitem__(self, language: str) -> str:
        """The words in one language.

        Args:
            language: "es" or "en".

        Raises:
            KeyError: for any other language.
        """
        return {"es": self.es, "en": self.en}[language]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a State stands towards an instrument; what is None is not stated, which does not mean no.

    Args:
        signed: day of signature.
        ratified: day the ratification was deposited.
        acceded: day the accession was deposited, for a State that had not signed.
        reservations: whether it made any, or any interpretive declaration, withdrawn or not.
        note: half a sentence on them, or None.
    """

    signed: date | None = None
    ratified: date | None = None
    acceded: date | None = None
    reservations: bool | None = None
    note: Wording | None = None


@dataclass(frozen=True, slots=True)
class Instrument:
    """One instrument of the digest.

    Args:
        id: stable name, as the first part of the ids of its provisions (`ICCPR`).
        kind: treaty, protocol or declaration.
        system: United Nations or Organization of American States.
        articles: how many articles it has, numbered from 1.
        numerals: how its articles are numbered in the text itself, "arabic" or "roman".
        title: full title.
        short: the name in daily use.
        acronyms_es: acronyms and nicknames used in Spanish, the usual one first.
        acronyms_en: the same in English.
        body: who supervises it.
        adopted: day of adoption.
        place: where it was adopted.
        in_force: day of entry into force; None for a declaration.
        depositary: who keeps the certified text.
        address: where the depositary shows it.
        mexico: where Mexico stands; None for a declaration.
    """

    id: str
    kind: Kind
    system: System
    articles: int
    numerals: str
    title: Wording
    short: Wording
    acronyms_es: tuple[str, ...]
    acronyms_en: tuple[str, ...]
    body: Wording
    adopted: date
    place: Wording
    in_force: date | None
    depositary: Wording
    address: Wording
    mexico: Standing | None


@dataclass(frozen=True, slots=True)
class Provision:
    """What an article, or one paragraph of it, says: a digest, never the official text.

    Args:
        id: `ICCPR.14` for the article, `ICCPR.14.3` or `CRC.37.b` for a part of it.
        instrument: the instrument's id.
        article: its number, in arabic numerals.
        paragraph: "" for the whole article, else as cited: "3", "b", "3.g", "F".
        heading: a few words on what it is about.
        text: one or two plain sentences.
    """

    id: str
    instrument: str
    article: int
    paragraph: str
    heading: Wording
    text: Wording


@cache
def instruments() -> Mapping[str, Instrument]:
    """All instruments of the digest by id, in the order of the file.

    Raises:
        DigestIsWrong: where the file cannot be read or lacks something.
    """
    return read_instruments(FOLDER / "instruments.toml")


@cache
def provisions(instrument: str) -> tuple[Provision, ...]:
    """The provisions of one instrument, in its order; an article comes before its parts.

    Args:
        instrument: an instrument's id.

    Raises:
        DigestIsWrong: where there is no such instrument, or its file is wrong.
    """
    if instrument not in instruments():
        raise DigestIsWrong(f"The digest has no instrument {instrument}; it has {', '.join(instruments())}.")
    return read_provisions(FOLDER / "provisions" / f"{instrument}.tsv")


def read_instruments(path: Path) -> dict[str, Instrument]:
    """Read a file of instruments.

    Args:
        path: a TOML file as `instruments.toml`.

    Raises:
        DigestIsWrong: where it cannot be read, a field is missing, or an id comes twice.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DigestIsWrong(f"{path.name} cannot be read: {error}.") from None
    found: dict[str, Instrument] = {}
    for number, record in enumerate(content.get("instrument", ()), start=1):
        try:
            instrument = _instrument(record)
        except KeyError as error:
            raise DigestIsWrong(f"{path.name}, instrument {number}: {error.args[0]} is missing.") from None
        except (TypeError, ValueError) as error:
            raise DigestIsWrong(f"{path.name}, instrument {number}: {error}.") from None
        if instrument.id in found:
            raise DigestIsWrong(f"{path.name}, instrument {number}: {instrument.id} comes twice.")
        found[instrument.id] = instrument
    return found


def read_provisions(path: Path) -> tuple[Provision, ...]:
    """Read the provisions of one instrument.

    Args:
        path: tab-separated lines with a heading, columns as in `COLUMNS`; named after the instrument.

    Raises:
        DigestIsWrong: where it cannot be read, or a line is wrong; the line's number is given.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError) as error:
        raise DigestIsWrong(f"{path.name} cannot be read: {error}.") from None
    if not lines or tuple(lines[0].split("\t")) != COLUMNS:
        raise DigestIsWrong(f"{path.name}: the first line must name the columns {', '.join(COLUMNS)}.")
    found: dict[str, Provision] = {}
    for number, line in enumerate(lines[1:], start=2):
        try:
            provision = _provision(path.stem, line)
        except ValueError as error:
            raise DigestIsWrong(f"{path.name}, line {number}: {error}.") from None
        if provision.id in found:
            raise DigestIsWrong(f"{path.name}, line {number}: {provision.id} comes twice.")
        found[provision.id] = provision
    return tuple(found.values())


def _instrument(record: Mapping[str, Any]) -> Instrument:
    kind = Kind(record["kind"])
    treaty = kind is not Kind.DECLARATION
    return Instrument(
        id=record["id"],
        kind=kind,
        system=System(record["system"]),
        articles=record["articles"],
        numerals=record.get("numerals", "arabic"),
        title=_both(record, "title"),
        short=_both(record, "short"),
        acronyms_es=tuple(record["acronyms_es"]),
        acronyms_en=tuple(record["acronyms_en"]),
        body=_both(record, "body"),
        adopted=record["adopted"],
        place=_both(record, "place"),
        in_force=record["in_force"] if treaty else None,
        depositary=_both(record, "depositary"),
        address=_both(record, "address"),
        mexico=_standing(record["mexico"]) if treaty else None,
    )


def _standing(record: Mapping[str, Any]) -> Standing:
    facts = {name: value for name, value in record.items() if not name.startswith("note_")}
    return Standing(note=_both(record, "note") if "note_es" in record else None, **facts)


def _both(record: Mapping[str, Any], name: str) -> Wording:
    return Wording(es=record[f"{name}_es"], en=record[f"{name}_en"])


def _provision(instrument: str, line: str) -> Provision:
    cells = line.split("\t")
    if len(cells) != len(COLUMNS):
        raise ValueError(f"has {len(cells)} columns, not {len(COLUMNS)}")
    row = dict(zip(COLUMNS, cells, strict=True))
    if not row["article"].isdecimal():
        raise ValueError(f"{row['article']!r} is not the number of an article")
    if row["paragraph"] and not _PARAGRAPH.fullmatch(row["paragraph"]):
        raise ValueError(f"{row['paragraph']!r} is not the number of a paragraph")
    expected = ".".join(part for part in (instrument, row["article"], row["paragraph"]) if part)
    if row["id"] != expected:
        raise ValueError(f"the id is {row['id']}, and should be {expected}")
    for column in COLUMNS[3:]:
        if not row[column].strip():
            raise ValueError(f"{column} is empty")
    return Provision(
        id=row["id"],
        instrument=instrument,
        article=int(row["article"]),
        paragraph=row["paragraph"],
        heading=Wording(es=row["heading_es"], en=row["heading_en"]),
        text=Wording(es=row["es"], en=row["en"]),
    )
