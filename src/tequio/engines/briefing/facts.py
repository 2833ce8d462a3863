"""What a brief is made of: records as they stand, handed in by whoever keeps them.

Dates that may be partial ("2024", "2024-01", "2024-01/2024-03") are ISO text; whole days are `date`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """What a record is; the value is the letter by which a text refers to it ("c12")."""

    SESSION = "n"
    COMMITMENT = "c"
    POSITION = "p"
    REPORT = "r"
    ACTION = "a"
    EVIDENCE = "e"
    ASSESSMENT = "v"
    INQUIRY = "q"
    SUBMISSION = "s"
    DUTY = "d"


class Demand(StrEnum):
    """Whether two entries stand in one group of the same demand."""

    NONE = "none"
    PROPOSED = "proposed"
    DECIDED = "decided"


@dataclass(frozen=True, slots=True)
class Name:
    """A name in Spanish, in English, or in both."""

    es: str = ""
    en: str = ""

    def words(self, language: str) -> str:
        """Give it in one language, or in the other where it has none in this."""
        return (self.en or self.es) if language == "en" else (self.es or self.en)


@dataclass(frozen=True, slots=True)
class Source:
    """Where the words of a record stand.

    Args:
        title: of the document, or what the record says of its source.
        paragraph: its number as printed, or empty.
        page: from 1, or None.
        place: another way to say where ("table 3"), or empty.
        link: an address at which it can be read, or empty.
    """

    title: str = ""
    paragraph: str = ""
    page: int | None = None
    place: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """A record that a sentence can cite.

    Args:
        kind: what it is.
        number: its number in the register.
        source: where its words stand.
        link: its own address in the register, or empty.
        about: number of the commitment that it speaks of, or None.
    """

    kind: Kind
    number: int
    source: Source = Source()
    link: str = ""
    about: int | None = None

    @property
    def mark(self) -> str:
        """How a text refers to it: "c12"."""
        return f"{self.kind}{self.number}"


@dataclass(frozen=True, slots=True)
class Quote:
    """Exact words of a source, in their own language.

    Args:
        words: verbatim.
        language: ISO 639-1 code, or empty where it is not known.
    """

    words: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """A session that was held.

    Args:
        record: with the document that reports it as its source.
        edition: its number, or None.
        starts: partial date, or empty.
        ends: partial date, or empty.
        place: or empty.
    """

    record: Record
    edition: int | None = None
    starts: str = ""
    ends: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class NextSession:
    """What is known of the session to come.

    Args:
        record: of the session that announced it.
        period: in the source's words or as a partial date; may be empty.
        place: or empty.
        last_day: on which it would be in time, or None.
        is_announced: whether a source names the period; else it follows from how often the mechanism meets.
    """

    record: Record
    period: str = ""
    place: str = ""
    last_day: date | None = None
    is_announced: bool = True


@dataclass(frozen=True, slots=True)
class Position:
    """What a State answered: `answer` is supported, in_part, noted, rejected or not_applicable."""

    record: Record
    state: Name
    answer: str
    given_on: str = ""
    words: Quote | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What an institution says that it did from one day to another; accepted or still submitted."""

    record: Record
    institution: Name
    first: date
    last: date
    words: Quote
    is_accepted: bool = True


@dataclass(frozen=True, slots=True)
class Action:
    """A measure: `status` is planned, under_way, completed, suspended or abandoned."""

    record: Record
    institution: Name
    title: Quote
    status: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A finding: `bearing` is supports, contradicts, context or mixed."""

    record: Record
    bearing: str
    finding: Quote
    given_by: Name | None = None
    dated: str = ""


@dataclass(frozen=True, slots=True)
class Assessment:
    """What one assessor concludes, in the words of the scale used.

    Args:
        record: of the assessment.
        assessor: in whose name.
        scale: its title.
        value: the words of the value, as published or translated.
        on: the day.
        confidence: low, medium or high.
        rationale: why, in the assessor's words.
        component: ordinal of the component that it judges.
        measure: kind of measure where the scale grades several apart, else empty.
        common: its reading in a common order through a published crosswalk, or None where it has none;
            used only to tell whether two assessors say the same, never to make one of two.
    """

    record: Record
    assessor: Name
    scale: Name
    value: Name
    on: date
    confidence: str
    rationale: Quote
    component: int = 1
    measure: str = ""
    common: str | None = None


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question to authorities: how many were asked and answered, and who kept silent."""

    record: Record
    question: Quote
    asked_on: date
    reply_by: date
    asked: int
    answered: int
    silent: tuple[Name, ...] = ()
    by: Name | None = None


@dataclass(frozen=True, slots=True)
class Commitment:
    """Something agreed, undertaken or asked for, and all that is known of it.

    Args:
        record: with its passage as the source.
        session: number of its session.
        kind: commitment, recommendation or agreement.
        strength: firm or soft.
        quote: the whole passage.
        action: the verb phrase, which names it where it is spoken of again.
        actors: who owes it.
        actors_text: the same as worded, for where nobody is known by name.
        asked_by: who asks, of a recommendation.
        asked_by_text: as worded.
        deadline_text: as worded, or empty.
        due_on: last day of its deadline, or None.
        recurrence: as words of the source or of the register, or empty.
        in_charge: institutions in charge today.
        hidden: records that there are on it and that the brief may not show.
        document: number of the document that it quotes.
        group: number of the group of the same demand in which it stands, or None.
        demand: whether people decided that group, or it is only proposed.
        tellings: the same promise as other passages of its session have it.
    """

    record: Record
    session: int
    kind: str
    strength: str
    quote: Quote
    action: str
    actors: tuple[Name, ...] = ()
    actors_text: str = ""
    asked_by: tuple[Name, ...] = ()
    asked_by_text: str = ""
    deadline_text: str = ""
    due_on: date | None = None
    recurrence: Name | None = None
    in_charge: tuple[Name, ...] = ()
    positions: tuple[Position, ...] = ()
    reports: tuple[Report, ...] = ()
    actions: tuple[Action, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    inquiries: tuple[Inquiry, ...] = ()
    hidden: int = 0
    document: int = 0
    group: int | None = None
    demand: Demand = Demand.NONE
    tellings: tuple[Commitment, ...] = ()

    @property
    def number(self) -> int:
        """Its number in the register."""
        return self.record.number

    @property
    def numbers(self) -> tuple[int, ...]:
        """Its number and those of its other tellings."""
        return (self.number, *(one.number for one in self.tellings))

    @property
    def records(self) -> tuple[Record, ...]:
        """Its record and those of its other tellings."""
        return (self.record, *(one.record for one in self.tellings))

    @property
    def supporting(self) -> tuple[Evidence, ...]:
        """Evidence that supports that it was carried out."""
        return tuple(piece for piece in self.evidence if piece.bearing == "supports")

    @property
    def contradicting(self) -> tuple[Evidence, ...]:
        """Evidence that contradicts it; mixed evidence too, so that it is not overlooked."""
        return tuple(piece for piece in self.evidence if piece.bearing in {"contradicts", "mixed"})

    @property
    def is_silent(self) -> bool:
        """Whether nobody has said anything of what became of it."""
        said = self.positions or self.reports or self.actions or self.evidence or self.assessments
        return not (said or self.hidden)

    @property
    def disagree(self) -> tuple[Assessment, ...]:
        """Assessments of a component on which two assessors say different things; none where all agree.

        Components of two tellings are not compared: each was parted for itself.
        """
        found: list[Assessment] = []
        for one in self.assessments:
            if any(
                (one.record.about, one.component) == (other.record.about, other.component)
                and one.measure == other.measure
                and one.assessor != other.assessor
                and None not in {one.common, other.common}
                and one.common != other.common
                for other in self.assessments
            ):
                found.append(one)
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Submission:
    """What civil society handed in and allows to be published.

    Args:
        record: of the submission.
        kind: conclusion, recommendation or evidence.
        title: in the sender's words.
        words: in the sender's words.
        sender: None where it may not be named.
        received_on: the day.
        state: received, considered, linked or not_followed.
        outcome: what became of it, in the register's words; may be empty.
        session: number of the session that it was meant for, or None.
    """

    record: Record
    kind: str
    title: Quote
    words: Quote
    sender: Name | None
    received_on: date
    state: str
    outcome: str = ""
    session: int | None = None


@dataclass(frozen=True, slots=True)
class Related:
    """What was asked or agreed elsewhere, of the same demand or on the same subjects.

    Args:
        commitment: what was asked or agreed.
        mechanism: where it was made; None where that is not known.
        shared: names of the subjects in common.
        with_commitments: commitments of this mechanism of the same demand, or on the same subjects.
        made: partial date, or empty.
        demand: whether it asks the same, by a group that people decided or one that is only proposed.
    """

    commitment: Commitment
    mechanism: Name | None
    shared: tuple[Name, ...]
    with_commitments: tuple[Record, ...] = ()
    made: str = ""
    demand: Demand = Demand.NONE


@dataclass(frozen=True, slots=True)
class Due:
    """Something that falls due and is not done: `kind` is report, session, deadline or reply."""

    record: Record
    kind: str
    on: date
    institution: Name | None = None
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class World:
    """All that a brief is made of.

    Args:
        mechanism: its name.
        number: its number in the register.
        today: the day on which the brief is made.
        sessions: in order of time.
        commitments: in the order of their documents.
        next: what is known of the session to come, or None.
        submissions: newest first.
        related: the nearest first.
        due: by day.
    """

    mechanism: Name
    number: int
    today: date
    sessions: tuple[Session, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    next: NextSession | None = None
    submissions: tuple[Submission, ...] = ()
    related: tuple[Related, ...] = ()
    due: tuple[Due, ...] = field(default=())
