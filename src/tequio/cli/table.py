"""Findings as a person reads them in a terminal; no colours where the output is piped."""

from __future__ import annotations

import re

from rich.console import Console
from rich.table import Table
from rich.text import Text as Words

from tequio.cli.output import Provenance
from tequio.engines.extraction import Commitment, Findings, Meeting
from tequio.text import flow

_PIPED_WIDTH = 120
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]+")  # a document must not steer the terminal


def show(source: Provenance, findings: Findings) -> None:
    """Print one document's findings on standard output."""
    console = Console(highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console.width = _PIPED_WIDTH
    console.print(_words(source.path), style="bold")
    for label, value in _meeting_lines(findings.meeting):
        console.print(Words(f"{label:<14}", style="dim") + _words(value), soft_wrap=False)
    if findings.participants:
        console.print(_participants(findings))
    if findings.commitments:
        console.print(_commitments(findings.commitments))
    console.print(_summary(findings), style="dim")
    console.print()


def _words(text: str | None) -> Words:
    return Words(_CONTROLS.sub(" ", text or ""))


def _one_line(quote: str) -> Words:
    return _words(flow(quote, 0, len(quote)).words)


def _meeting_lines(meeting: Meeting) -> list[tuple[str, str]]:
    before, following = meeting.preceded_by, meeting.next_session
    lines = (
        ("Meeting", meeting.name),
        ("Mechanism", meeting.mechanism),
        ("Edition", str(meeting.edition) if meeting.edition else None),
        ("Date", _date(meeting)),
        ("Place", meeting.place),
        ("Parties", ", ".join(meeting.parties)),
        ("Preceded by", before and ", ".join(filter(None, (before.name, before.size)))),
        (
            "Next session",
            following and ", ".join(filter(None, (following.period, following.place, following.cadence))),
        ),
    )
    return [(label, value) for label, value in lines if value]


def _date(meeting: Meeting) -> str | None:
    dates = "/".join(dict.fromkeys(d for d in (meeting.date_start, meeting.date_end) if d))
    if dates:
        return f"{dates} (year taken from the file's name)" if meeting.date_source else dates
    return f"{meeting.date_text} (year not given)" if meeting.date_text else None


def _participants(findings: Findings) -> Table:
    table = Table("Participant", "Role", "Party", title="Participants", title_justify="left")
    for participant in findings.participants:
        table.add_row(_words(participant.name), _words(participant.role), _words(participant.party))
    return table


def _commitments(commitments: tuple[Commitment, ...]) -> Table:
    table = Table(title="Commitments, recommendations, agreements", title_justify="left", show_lines=True)
    table.add_column("#", justify="right")
    table.add_column("Kind")
    table.add_column("Who")
    table.add_column("Words of the source", ratio=1)
    table.add_column("Due")
    table.add_column("Page", justify="right")
    for number, found in enumerate(commitments, 1):
        deadline = found.deadline
        due = (deadline.date or deadline.text or deadline.recurrence) if deadline else None
        page = str(found.anchor.page) if found.anchor.page else ""
        kind = Words(f"{found.kind}\n{found.strength}")
        table.add_row(
            str(number), kind, _words(", ".join(found.actors)), _one_line(found.quote), _words(due), page
        )
    return table


def _summary(findings: Findings) -> str:
    if not findings.commitments and not findings.rejected:
        return "No undertakings were found."
    return (
        f"{len(findings.commitments)} found, {len(findings.rejected)} look-alikes rejected"
        " (--format json shows why)."
    )
