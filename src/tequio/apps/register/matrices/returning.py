"""Reading a matrix that comes back, and carrying out what was filled in: all rows or none."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO, Any

from django.db import transaction
from django.utils.translation import gettext as _
from openpyxl import load_workbook

from tequio.apps.accounts.errors import Refused
from tequio.apps.accounts.models import User
from tequio.apps.register.followup.acting import change_action
from tequio.apps.register.followup.reporting import write_report
from tequio.apps.register.matrices.errors import MatrixIsRefused
from tequio.apps.register.matrices.sheets import HIDDEN, REPORTS, SHEETS, Sheet
from tequio.apps.register.models import Action, Assignment
from tequio.apps.register.operations.errors import Gone, WrongValue

# A matrix of ten thousand rows unpacks to some tens of megabytes; a file made to harm, to thousands.
MOST_BYTES, MOST_ROWS = 100 * 2**20, 20_000


@dataclass(frozen=True, slots=True)
class Change:
    """What was filled in in one row.

    Args:
        sheet: "reports" or "actions".
        row: its number in the sheet.
        key: number of the assignment or action.
        seen: number of the last step on the report or action that the file knew of, 0 for none.
        fields: all that are filled in, as words.
        was: the same as the file was written.
    """

    sheet: str
    row: int
    key: int
    seen: int
    fields: dict[str, str]
    was: dict[str, str]

    @property
    def changed(self) -> dict[str, tuple[str, str]]:
        """The cells that differ: name -> what stood and what stands."""
        return {name: (self.was[name], to) for name, to in self.fields.items() if to != self.was[name]}


@dataclass(frozen=True, slots=True)
class RowRefused:
    """A row that cannot be taken in, and why, in one sentence."""

    sheet: str
    row: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a matrix.

    Args:
        changes: the rows that can be taken in, or were.
        refused: the rows that cannot; where there is one, nothing was taken in.
        is_taken_in: whether the changes stand.
    """

    changes: list[Change]
    refused: list[RowRefused]
    is_taken_in: bool


def read_matrix(file: IO[bytes]) -> list[Change]:
    """Read a matrix that was filled in, and give the rows that differ from what was written.

    Args:
        file: XLSX.

    Raises:
        MatrixIsRefused: it is no matrix of ours, or holds merged cells, formulas or unknown columns.
    """
    try:
        with zipfile.ZipFile(file) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_BYTES:
                raise MatrixIsRefused(_("This file unpacks to more than a matrix can hold."))
        file.seek(0)
        book = load_workbook(file)
    except MatrixIsRefused:
        raise
    except Exception:
        raise MatrixIsRefused(_("This file cannot be read as XLSX.")) from None
    found: list[Change] = []
    for sheet in SHEETS:
        if sheet.name not in book.sheetnames:
            raise MatrixIsRefused(_("The sheet “%s” is missing: send back the matrix itself.") % sheet.name)
        found += _rows(book[sheet.name], sheet)
    return found


def _rows(page: Any, sheet: Sheet) -> Iterator[Change]:
    place: dict[str, Any] = {"sheet": sheet.name}
    if page.merged_cells.ranges:
        merged = str(next(iter(page.merged_cells.ranges)))
        raise MatrixIsRefused(_("Cells %(cells)s of “%(sheet)s” are merged.") % {**place, "cells": merged})
    fields = list(sheet.fields)
    wide = len(HIDDEN) + 2 * len(fields) + len(sheet.shown)
    wanted = [*HIDDEN, *(f"was {name}" for name in fields)]
    if [cell.value for cell in page[1][: len(wanted)]] != wanted or page.max_row > MOST_ROWS:
        raise MatrixIsRefused(_("The columns of “%(sheet)s” are not those of a matrix.") % place)
    keys: set[str] = set()
    for row in page.iter_rows(min_row=2, max_col=wide):
        for cell in row:
            if cell.data_type == "f":
                told = {**place, "cell": cell.coordinate}
                raise MatrixIsRefused(_("Cell %(cell)s of “%(sheet)s” holds a formula.") % told)
        cells = [_words(cell.value) for cell in row]
        if not any(cells):
            continue
        key, seen = cells[:2]
        if not (key.isdecimal() and seen.isdecimal()) or len(key + seen) > 36 or key in keys:
            told = {**place, "row": row[0].row}
            raise MatrixIsRefused(_("Row %(row)s of “%(sheet)s” was not written here.") % told)
        keys.add(key)
        was = dict(zip(fields, cells[len(HIDDEN) :], strict=False))
        filled = dict(zip(fields, cells[-len(fields) :], strict=True))
        change = Change(sheet.name, row[0].row, int(key), int(seen), filled, was)
        if change.changed:
            yield change


def _words(value: Any) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    return "" if value is None else str(value).strip()


def take_in_matrix(changes: Sequence[Change], by: User, *, dry_run: bool = False) -> Outcome:
    """Carry out what was filled in: one operation for each row, all of them or none.

    Args:
        changes: as `read_matrix` gives them.
        by: who answers for it; the same rights count as on the pages.
        dry_run: say what would happen, and change nothing.

    Returns:
        What was or would be done, and the rows that cannot be, each with its sentence.
    """
    refused: list[RowRefused] = []
    done: list[Change] = []
    with transaction.atomic():
        for change in changes:
            try:
                with transaction.atomic():
                    _carry_out(change, by)
            except Refused as error:
                refused.append(RowRefused(change.sheet, change.row, str(error)))
            else:
                done.append(change)
        is_taken_in = not (refused or dry_run)
        if not is_taken_in:
            transaction.set_rollback(True)
    return Outcome(done, refused, is_taken_in)


def _carry_out(change: Change, by: User) -> None:
    if change.sheet == REPORTS.name:
        assignment = Assignment.objects.select_related("component__commitment").filter(pk=change.key).first()
        if assignment is None:
            raise Gone(_("This record is no longer there."))
        period = _day(change.fields["first"]), _day(change.fields["last"])
        # Another first day is another report.
        seen = change.seen if change.fields["first"] == change.was["first"] else 0
        write_report(assignment, by, period, change.fields["words"], seen=seen)
        return
    action = Action.objects.filter(pk=change.key).first()
    if action is None:
        raise Gone(_("This record is no longer there."))
    values: dict[str, object] = {name: to for name, (_was, to) in change.changed.items() if name != "why"}
    change_action(action, by, values, why=change.fields["why"], seen=change.seen)


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise WrongValue(_("“%s” is no day; write it as 2026-01-31.") % written) from None
