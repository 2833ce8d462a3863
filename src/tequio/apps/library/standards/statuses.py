"""What instruments are for States, brought in from a table: signed, ratified, in force, reservations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tequio.apps.accounts.errors import require
from tequio.apps.accounts.models import User
from tequio.apps.ledger.recording import COMMAND_LINE, note, recorded
from tequio.apps.library.models import Instrument, StateStatus
from tequio.apps.library.standards.errors import FileNotStandards, RowProblem, RowsWrong
from tequio.apps.library.standards.indexing import index_anew
from tequio.engines.records import NoDate, NotReadable, Row, iso_date, rows_of

COLUMNS = (
    "instrument", "state", "signed", "ratified", "in_force", "force",
    "reservations_es", "reservations_en", "source",
)  # fmt: skip
_DAYS = ("signed", "ratified", "in_force")
_WORDS = ("reservations_es", "reservations_en", "source")
_STATE = re.compile(r"[A-Z]{2}")
_LONGEST = {"source": 500, "reservations_es": 20_000, "reservations_en": 20_000}


@dataclass(frozen=True, slots=True)
class StatusesKept:
    """What became of a table of statuses.

    Args:
        new: how many were not known before.
        changed: how many say something else than before.
        unchanged: how many were here already.
    """

    new: int
    changed: int
    unchanged: int


class _OnlyTried(Exception):  # noqa: N818 - errors are named as facts
    """A dry run is over: everything is taken back."""


def import_statuses(
    path: Path, by: User | None = None, *, dry_run: bool = False, index: bool = True
) -> StatusesKept:
    """Keep what a table says of instruments and States: all of its rows, or none.

    Where no force is written, what the State ratified binds it, and any other instrument helps to interpret.

    Args:
        path: a CSV or XLSX file with the columns of `COLUMNS`; only the first two must be there.
        by: who brings it; None on the command line.
        dry_run: read, check and compare, and keep nothing.
        index: whether the search index follows by itself; otherwise the caller makes it anew.

    Raises:
        NotAllowed: the person's role does not allow it.
        FileNotStandards: it is no table, or lacks a column.
        RowsWrong: rows cannot be kept; all of them are named.
    """
    if by is not None:
        require(by, "standards.import")
    told = _read(path)
    counts = {"new": 0, "changed": 0, "unchanged": 0}
    try:
        with recorded(by or COMMAND_LINE, "import-statuses"):
            for (code, state), values in told.items():
                counts[_keep(code, state, values)] += 1
            if dry_run:
                raise _OnlyTried
            if index and (counts["new"] or counts["changed"]):
                index_anew()
    except _OnlyTried:
        pass
    return StatusesKept(**counts)


Told = dict[tuple[str, str], dict[str, object]]


def _read(path: Path) -> Told:
    """Read the rows, or name everything that is wrong with them."""
    told: Told = {}
    problems: list[RowProblem] = []
    codes = set(Instrument.objects.values_list("code", flat=True))
    for row in _rows(path):
        code = str(row.values.get("instrument") or "").strip()
        state = str(row.values.get("state") or "").strip().upper()
        values, sentence = _values(row.values)
        if code not in codes:
            sentence = f"the library has no instrument “{code[:60]}”; `tequio standards list` names them."
        elif not _STATE.fullmatch(state):
            sentence = f"“{state[:20]}” is no code of a State; write two letters, as MX."
        elif (code, state) in told:
            sentence = f"{code} and {state} stand on a row before already."
        if sentence:
            problems.append(RowProblem(path.name, row.number, sentence))
        told[code, state] = values
    if problems:
        raise RowsWrong(problems)
    if not told:
        raise FileNotStandards(f"{path.name}: the table has no rows.")
    return told


def _rows(path: Path) -> Iterator[Row]:
    try:
        for row in rows_of(path):
            named = {str(name).strip().casefold(): value for name, value in row.values.items()}
            missing = [name for name in COLUMNS[:2] if name not in named]
            if missing:
                columns = ", ".join(COLUMNS)
                raise FileNotStandards(
                    f"{path.name}: the table has no column “{missing[0]}”; its columns are {columns}."
                )
            yield Row(row.number, named)
    except NotReadable as error:
        raise FileNotStandards(str(error)) from None


def _values(said: Mapping[str, object]) -> tuple[dict[str, object], str]:
    """Give the fields of a status, and what is wrong with the first that is wrong."""
    values: dict[str, object] = {}
    for name in _DAYS:
        try:
            values[name] = _day(said.get(name))
        except (NoDate, ValueError):
            return {}, f"“{str(said.get(name))[:40]}” under “{name}” is no day; write it as 2024-12-31."
    for name in _WORDS:
        values[name] = " ".join(str(said.get(name) or "").split())
        if len(str(values[name])) > _LONGEST[name]:
            return {}, f"“{name}” is longer than {_LONGEST[name]:,} characters."
    force = str(said.get("force") or "").strip().casefold()
    if force and force not in StateStatus.Force.values:
        return {}, f"“{force[:20]}” is no legal force; write binding or interpretive, or leave it empty."
    bound = StateStatus.Force.BINDING if values["ratified"] else StateStatus.Force.INTERPRETIVE
    return values | {"force": force or str(bound)}, ""


def _day(value: object) -> date | None:
    written = iso_date(value)
    return date.fromisoformat(written) if written else None


def _keep(code: str, state: str, values: Mapping[str, object]) -> str:
    """Keep one status; say whether it is new, changed or unchanged."""
    instrument = Instrument.objects.get(code=code)
    known = StateStatus.objects.filter(instrument=instrument, state=state).first()
    if known is not None and all(getattr(known, name) == value for name, value in values.items()):
        return "unchanged"
    note(instrument)
    StateStatus.objects.update_or_create(instrument=instrument, state=state, defaults=dict(values))
    return "new" if known is None else "changed"
