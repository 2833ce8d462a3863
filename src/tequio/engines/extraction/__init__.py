"""Engine `extraction`: a `Text` in, `Findings` out, each with its exact words, place and reason."""

from tequio.engines.extraction.components import split_components
from tequio.engines.extraction.dates import date_in_file_name
from tequio.engines.extraction.engine import find_commitments
from tequio.engines.extraction.findings import (
    Commitment,
    Deadline,
    Findings,
    Kind,
    Meeting,
    NextSession,
    Participant,
    PrecededBy,
    Rejected,
    Strength,
)
from tequio.engines.extraction.meeting import read_meeting
from tequio.engines.extraction.participants import read_participants
from tequio.text import Text

__all__ = [
    "Commitment",
    "Deadline",
    "Findings",
    "Kind",
    "Meeting",
    "NextSession",
    "Participant",
    "PrecededBy",
    "Rejected",
    "Strength",
    "date_in_file_name",
    "extract",
    "split_components",
]


def extract(text: Text, file_name: str = "") -> Findings:
    """Find a document's meeting, who took part, what was undertaken and what only looks like it.

    Args:
        text: the document, as `tequio.engines.reading` gives it; English and Spanish are read, other
            languages yield no commitments.
        file_name: of the document, without folders; where the words of the meeting's date lack their year,
            the name may give it, and `Meeting.date_source` says so.

    Returns:
        The findings, each with its exact words, place, confidence and reason.
    """
    meeting = read_meeting(text, named=date_in_file_name(file_name))
    participants = read_participants(text, meeting)
    commitments, rejected = find_commitments(text, meeting, participants)
    return Findings(meeting, participants, commitments, rejected)
