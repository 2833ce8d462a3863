"""What the engine finds in a document: value types, each finding with its place and its reason."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tequio.text import Anchor


class Kind(StrEnum):
    """Who binds whom: a party itself, somebody asking a party, or the parties' own machinery."""

    COMMITMENT = "commitment"
    RECOMMENDATION = "recommendation"
    AGREEMENT = "agreement"


class Strength(StrEnum):
    """How binding the words are."""

    FIRM = "firm"
    SOFT = "soft"


@dataclass(frozen=True, slots=True)
class Deadline:
    """When something falls due.

    Args:
        text: the words that say so, or None.
        date: ISO date, month, year or interval ("2011-02-21/2011-02-28") where the text fixes it, else None.
        recurrence: "annual", "every two years", "ongoing" …, or None; in English in both languages.
    """

    text: str | None = None
    date: str | None = None
    recurrence: str | None = None


@dataclass(frozen=True, slots=True)
class Commitment:
    """One undertaking, request or agreement.

    Args:
        kind: commitment, recommendation or agreement.
        quote: the whole sentence or list item, verbatim.
        action: the verb phrase, a verbatim substring of `quote`.
        anchor: where `quote` stands.
        action_anchor: where `action` stands.
        actors: who owes it, as canonical party names where known.
        by: who asks, for recommendations.
        deadline: when it falls due, or None.
        strength: firm or soft.
        lead_in: the governing words where they stand outside the quote, verbatim, or None.
        confidence: probability from 0 to 1 that a careful reader agrees.
        reason: why it was taken, in words a person understands.
        cue: identifier of the policy entry that found it.
    """

    kind: Kind
    quote: str
    action: str
    anchor: Anchor
    action_anchor: Anchor
    actors: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    deadline: Deadline | None = None
    strength: Strength = Strength.FIRM
    lead_in: str | None = None
    confidence: float = 0.5
    reason: str = ""
    cue: str = ""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A sentence that looks like an undertaking and was not taken, with the reason."""

    quote: str
    reason: str
    anchor: Anchor
    cue: str = ""


@dataclass(frozen=True, slots=True)
class Participant:
    """A person whom the text says took part.

    Args:
        name: without title or honorific.
        role: the post or part as the text gives it, or None.
        party: canonical name of the State or body represented, or None.
        anchor: where the mention stands.
    """

    name: str
    role: str | None
    party: str | None
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class PrecededBy:
    """What preceded the meeting, such as a civil-society seminar and its size."""

    name: str
    size: str | None
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class NextSession:
    """What the text says of the next session."""

    period: str | None
    place: str | None
    cadence: str | None
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class Meeting:
    """The meeting that the document reports.

    Args:
        name: of the meeting, as the text gives it.
        mechanism: the standing dialogue or body it belongs to, without its edition.
        edition: number of this session, or None.
        date_start: ISO date, month ("2013-04") or year; None where the text does not fix it.
        date_end: likewise.
        date_text: the words of the date, also where the year is missing and has to be asked of a person.
        date_source: "file name" where the year comes from the file's name and not from the words, else None.
        place: as the text gives it.
        parties: canonical names.
        preceded_by: a preparatory event, or None.
        next_session: or None.
        anchors: field name -> where it was read ("edition", "date", "place", "parties", "name").
    """

    name: str | None = None
    mechanism: str | None = None
    edition: int | None = None
    date_start: str | None = None
    date_end: str | None = None
    date_text: str | None = None
    place: str | None = None
    parties: tuple[str, ...] = ()
    preceded_by: PrecededBy | None = None
    next_session: NextSession | None = None
    anchors: tuple[tuple[str, Anchor], ...] = ()
    date_source: str | None = None


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was found in one document."""

    meeting: Meeting
    participants: tuple[Participant, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    rejected: tuple[Rejected, ...] = ()
