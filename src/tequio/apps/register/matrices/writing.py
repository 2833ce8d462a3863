"""Writing a matrix: what an institution was asked for, by theme, with the cells that it fills in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

from django.db.models import Prefetch, QuerySet
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from tequio.apps.accounts.models import Institution, User
from tequio.apps.accounts.policy import may
from tequio.apps.register.matrices.sheets import ACTIONS, HIDDEN, REPORTS, SHEETS, Sheet
from tequio.apps.register.models import Action, Assignment, CommitmentTopic, Component, Report
from tequio.text import flow

_FILLED = PatternFill("solid", fgColor="FFF7DC")
_BOLD = Font(bold=True)
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_OPEN = Protection(locked=False)
_WIDE, _NARROW = 44, 16
_OPEN_REPORTS = (Report.State.DRAFT, Report.State.RETURNED)
# XLSX holds no more in a cell.
_LONGEST = 32_000
_TOPICS = "commitment__topic_links__topic"

Line = tuple[int, int, list[str], dict[str, str]]


def write_matrix(reader: User, institution: Institution | None = None) -> bytes:
    """Write the matrix of one institution, or of all, as XLSX.

    Args:
        reader: for whom it is: only reports and actions that the account may read are in it.
        institution: whose; None for all.

    Returns:
        The file: two sheets, `reports` and `actions`, protected but for the cells that are filled in.
    """
    book = Workbook()
    book.remove(book.active)
    lines = {REPORTS.name: _reports(reader, institution), ACTIONS.name: _actions(reader, institution)}
    for sheet in SHEETS:
        _write(book.create_sheet(sheet.name), sheet, sorted(lines[sheet.name], key=lambda line: line[2][:2]))
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _reports(reader: User, institution: Institution | None) -> Iterator[Line]:
    rows = Assignment.objects.filter(ended_on=None).select_related("institution", *_with("component"))
    rows = _of(rows, institution).prefetch_related("reports__steps", f"component__{_TOPICS}")
    for row in rows:
        written = [r for r in row.reports.all() if r.state in _OPEN_REPORTS and may(reader, "report.read", r)]
        report = written[-1] if written else None
        about = [*_about(row.component, row.institution), str(row.due_on or "")]
        fields = (
            {"first": str(report.first), "last": str(report.last), "words": report.words}
            if report
            else dict.fromkeys(REPORTS.fields, "")
        )
        yield row.pk, _last_step(report) if report else 0, about, fields


def _actions(reader: User, institution: Institution | None) -> Iterator[Line]:
    rows = _of(Action.objects.select_related("institution"), institution)
    components = Component.objects.select_related(*_with("")).order_by("pk")
    served = Prefetch("components", components.prefetch_related(_TOPICS))
    for row in rows.prefetch_related("steps", served):
        component = next(iter(row.components.all()), None)
        if component is None or not may(reader, "action.read", row):
            continue
        fields = {"status": row.status, "completed_on": str(row.completed_on or ""), "why": ""}
        yield row.pk, _last_step(row), [*_about(component, row.institution), row.title], fields


def _with(path: str) -> tuple[str, ...]:
    before = f"{path}__" if path else ""
    return f"{before}commitment__passage", f"{before}commitment__session__mechanism"


def _of(rows: QuerySet[Any], institution: Institution | None) -> QuerySet[Any]:
    return rows if institution is None else rows.filter(institution=institution)


def _last_step(row: Any) -> int:
    return max((step.pk for step in row.steps.all()), default=0)


def _about(component: Component, institution: Institution) -> list[str]:
    commitment = component.commitment
    links = [
        link
        for link in commitment.topic_links.all()
        if link.state == CommitmentTopic.State.ACCEPTED and link.topic.scheme == "themes"
    ]
    mechanism = str(commitment.session.mechanism) if commitment.session else ""
    quote = commitment.passage.exact
    themes = "; ".join(sorted(link.topic.name for link in links))
    return [themes, str(institution), mechanism, flow(quote, 0, len(quote)).words, component.words]


def _write(page: Worksheet, sheet: Sheet, lines: Iterable[Line]) -> None:
    fields = list(sheet.fields)
    before = [f"was {name}" for name in fields]
    headings = [*HIDDEN, *before, *map(str, sheet.shown), *map(str, sheet.fields.values())]
    _put(page, 1, headings)
    row = 1
    for row, (key, seen, about, values) in enumerate(lines, start=2):
        stood = [values[name] for name in fields]
        _put(page, row, [str(key), str(seen), *stood, *about, *stood])
    hidden, filled = len(HIDDEN) + len(fields), len(headings) - len(fields)
    for number in range(1, len(headings) + 1):
        column = page.column_dimensions[get_column_letter(number)]
        column.hidden = number <= hidden
        column.width = _WIDE if number > hidden + 2 else _NARROW
        page.cell(1, number).font = _BOLD
        for line in range(2, row + 1):
            cell = page.cell(line, number)
            cell.alignment = _WRAPPED
            if number > filled:
                cell.protection, cell.fill = _OPEN, _FILLED
    for name, allowed in sheet.choices.items():
        letter = get_column_letter(filled + fields.index(name) + 1)
        rule = DataValidation(
            "list", formula1=f'"{",".join(allowed)}"', allow_blank=False, showErrorMessage=True
        )
        rule.add(f"{letter}2:{letter}{max(row, 2)}")
        page.add_data_validation(rule)
    page.freeze_panes = page.cell(2, hidden + 1)
    page.protection.sheet = True


def _put(page: Worksheet, row: int, values: Iterable[str]) -> None:
    for number, value in enumerate(values, start=1):
        cell = page.cell(row, number, value[:_LONGEST])
        if cell.data_type == "f":
            # Words that begin with "=" stay words, also after somebody has edited the cell.
            cell.data_type, cell.quotePrefix = "s", True
