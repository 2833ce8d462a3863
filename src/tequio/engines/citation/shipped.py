"""The lists that come with the engine, read from the files beside it.

`instruments.toml`, `committees.toml`, `general_comments.tsv`, `cases.tsv`, `opinions.tsv` and `states.tsv`
are meant to be read and corrected by people; where a figure was not known for certain it was left out.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from tequio.engines.citation.errors import ListIsWrong
from tequio.engines.citation.instruments import (
    Case,
    Comment,
    Committee,
    Instrument,
    Instruments,
    Opinion,
)

_LANGUAGES = ("es", "en")
_KINDS = frozenset({"treaty", "declaration", "principles", "constitution", "law"})


@cache
def shipped() -> Instruments:
    """Give about eighty instruments, the treaty bodies with their general comments, and judgments.

    Returns:
        One lookup, read once and shared.

    Raises:
        ListIsWrong: a file of the lists was damaged.
    """
    return Instruments(read_instruments(_file("instruments.toml")), _committees(), _cases(), _opinions())


def read_instruments(written: str) -> list[Instrument]:
    """Read a list of instruments in the form of `instruments.toml`.

    Args:
        written: TOML, one table for each key.

    Raises:
        ListIsWrong: it is no TOML, or an entry lacks its titles or has a kind that is not known.
    """
    try:
        tables = tomllib.loads(written)
    except tomllib.TOMLDecodeError as error:
        raise ListIsWrong(f"The list of instruments is no TOML: {error}.") from None
    return [_instrument(key, table) for key, table in tables.items()]


def _instrument(key: str, table: Any) -> Instrument:
    if not isinstance(table, dict) or not all(isinstance(table.get(code), str) for code in _LANGUAGES):
        raise ListIsWrong(f"Instrument {key} needs its titles, es and en.")
    kind = table.get("kind", "treaty")
    if kind not in _KINDS:
        raise ListIsWrong(f"Instrument {key} is of kind {kind}; known are {', '.join(sorted(_KINDS))}.")
    acronyms = {code: table[f"short_{code}"] for code in _LANGUAGES if f"short_{code}" in table}
    acronyms.setdefault("en", key if len(key) <= 6 and kind == "treaty" and key.isalpha() else "")
    number = table.get("ilo")
    if number:
        acronyms = {"es": f"Convenio {number} de la OIT", "en": f"ILO Convention No. {number}"}
    return Instrument(
        key=key,
        titles={code: table[code] for code in _LANGUAGES},
        acronyms={code: words for code, words in acronyms.items() if words},
        names=(*table.get("names", ()), *_labour_names(number)),
        articles=table.get("articles"),
        inserted=frozenset(table.get("inserted", ())),
        kind=kind,
        adopted=table.get("adopted"),
        in_force=table.get("in_force"),
        series=table.get("series", ""),
        symbols=tuple(table.get("symbols", ())),
        unit=table.get("unit", "article"),
        bare=tuple(table.get("bare", ())),
    )


def _labour_names(number: int | None) -> Iterator[str]:
    """Give the many short forms of a convention of the International Labour Organization."""
    if number is None:
        return
    for form in (f"C{number}", f"C{number:03d}", f"C {number}", f"Convention {number}", f"Convenio {number}"):
        yield form
        for body in ("ILO", "OIT"):
            yield f"{form} {body}"
            yield f"{body} {form}"
    for body in ("ILO", "OIT"):
        yield f"{body} {number}"
    yield f"Convenio {number} de la Organización Internacional del Trabajo"
    yield f"Convention {number} of the International Labour Organization"


def _committees() -> list[Committee]:
    comments: dict[str, dict[str, Comment]] = {}
    for row in _rows("general_comments.tsv"):
        comment = Comment(row["number"], row["symbol"], int(row["year"]))
        comments.setdefault(row["committee"], {})[row["number"]] = comment
    return [
        Committee(
            key=key,
            titles={code: table[code] for code in _LANGUAGES},
            names=tuple(table["names"]),
            comments=comments.get(key, {}),
            recommends=table.get("recommends", False),
        )
        for key, table in tomllib.loads(_file("committees.toml")).items()
    ]


def _cases() -> list[Case]:
    states = {row["code"]: {code: row[code] for code in _LANGUAGES} for row in _rows("states.tsv")}
    return [
        Case(
            number=row["number"],
            titles={code: row[code] for code in _LANGUAGES},
            states=states[row["state"]],
            names=tuple(filter(None, row["names"].split(";"))),
            stage=row["stage"],
            day=date.fromisoformat(row["day"]),
        )
        for row in _rows("cases.tsv")
    ]


def _opinions() -> list[Opinion]:
    return [
        Opinion(int(row["number"]), int(row["year"]), {code: row[code] for code in _LANGUAGES if row[code]})
        for row in _rows("opinions.tsv")
    ]


def _rows(name: str) -> Iterator[dict[str, str]]:
    return csv.DictReader(_file(name).splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)


def _file(name: str) -> str:
    return resources.files("tequio.engines.citation").joinpath(name).read_text(encoding="utf-8")
