"""Findings as JSON objects and CSV rows: the shape that `docs/reference/read.schema.json` describes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from tequio.engines.extraction import Commitment, Deadline, Findings, Meeting, Participant, Rejected
from tequio.text import Anchor

CSV_COLUMNS = (
    "path",
    "kind",
    "quote",
    "action",
    "actors",
    "by",
    "deadline_text",
    "deadline_date",
    "recurrence",
    "strength",
    "lead_in",
    "confidence",
    "reason",
    "start",
    "end",
    "page",
)


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where findings come from.

    Args:
        path: the file as the person named it.
        sha256: of its bytes, in hexadecimal.
        media_type: as its content shows, e.g. "application/pdf".
        language: ISO 639-1 code of most of its words, or None.
    """

    path: str
    sha256: str
    media_type: str
    language: str | None


def as_object(source: Provenance, findings: Findings) -> dict[str, Any]:
    """Give one document's findings as one JSON object."""
    return {
        "source": {
            "path": source.path,
            "sha256": source.sha256,
            "media_type": source.media_type,
            "language": source.language,
        },
        "meeting": _meeting(findings.meeting),
        "participants": [_participant(participant) for participant in findings.participants],
        "commitments": [_commitment(commitment) for commitment in findings.commitments],
        "rejected": [_rejected(rejected) for rejected in findings.rejected],
    }


def csv_header() -> str:
    """Give the line of column names."""
    return _csv_line(CSV_COLUMNS)


def csv_rows(source: Provenance, findings: Findings) -> str:
    """Give one line per commitment; several actors are joined by "; "."""
    return "".join(_csv_row(source, found) for found in findings.commitments)


def _csv_row(source: Provenance, found: Commitment) -> str:
    deadline = found.deadline or Deadline()
    return _csv_line(
        (
            source.path,
            found.kind,
            found.quote,
            found.action,
            "; ".join(found.actors),
            "; ".join(found.by),
            deadline.text,
            deadline.date,
            deadline.recurrence,
            found.strength,
            found.lead_in,
            f"{found.confidence:.2f}",
            found.reason,
            found.anchor.start,
            found.anchor.end,
            found.anchor.page,
        )
    )


# What a spreadsheet would run, also in the wide letters that some of them read as the narrow ones.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def _csv_line(fields: Iterable[object]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(["" if field is None else _harmless(str(field)) for field in fields])
    return line.getvalue()


def _harmless(field: str) -> str:
    """Keep a spreadsheet from taking a document's words for a formula."""
    return "'" + field if field.startswith(_FORMULA) else field


def _anchor(anchor: Anchor) -> dict[str, int | None]:
    return {"start": anchor.start, "end": anchor.end, "page": anchor.page}


def _meeting(meeting: Meeting) -> dict[str, Any]:
    before, following = meeting.preceded_by, meeting.next_session
    return {
        "name": meeting.name,
        "mechanism": meeting.mechanism,
        "edition": meeting.edition,
        "date_start": meeting.date_start,
        "date_end": meeting.date_end,
        "date_source": meeting.date_source,
        "place": meeting.place,
        "parties": list(meeting.parties),
        "preceded_by": before
        and {"name": before.name, "size": before.size, "anchor": _anchor(before.anchor)},
        "next_session": following
        and {
            "period": following.period,
            "place": following.place,
            "cadence": following.cadence,
            "anchor": _anchor(following.anchor),
        },
    }


def _participant(participant: Participant) -> dict[str, Any]:
    return {
        "name": participant.name,
        "role": participant.role,
        "party": participant.party,
        "anchor": _anchor(participant.anchor),
    }


def _commitment(found: Commitment) -> dict[str, Any]:
    deadline = found.deadline
    return {
        "kind": found.kind,
        "quote": found.quote,
        "action": found.action,
        "actors": list(found.actors),
        "by": list(found.by),
        "deadline": deadline
        and {"text": deadline.text, "date": deadline.date, "recurrence": deadline.recurrence},
        "strength": found.strength,
        "lead_in": found.lead_in,
        "confidence": round(found.confidence, 4),
        "reason": found.reason,
        "anchor": _anchor(found.anchor),
    }


def _rejected(rejected: Rejected) -> dict[str, Any]:
    return {"quote": rejected.quote, "reason": rejected.reason, "anchor": _anchor(rejected.anchor)}
