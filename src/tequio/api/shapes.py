"""What the interface gives and takes, field by field; the page of the interface is made from this."""

from __future__ import annotations

from typing import Any, Literal

from ninja import Field, Schema


class Party(Schema):
    """A State, body or institution."""

    code: str | None
    name_es: str
    name_en: str


class Named(Schema):
    """A thing with its number and names."""

    id: int
    name_es: str
    name_en: str


class SessionOfCommitment(Schema):
    """The session from which a commitment comes."""

    id: int
    mechanism: Named
    edition: int | None
    date_start: str | None
    date_end: str | None
    place: str | None


class TopicOfCommitment(Schema):
    """A topic of a commitment; a proposal of the program until its state is "accepted"."""

    scheme: str
    code: str
    state: str
    confidence: float | None
    name_es: str
    name_en: str


class Deadline(Schema):
    """When something is due: as worded, as a day, month or year, and how often."""

    text: str | None
    date: str | None
    recurrence: str | None


class Source(Schema):
    """The document that a commitment quotes."""

    id: int
    title: str


class Anchor(Schema):
    """Where the quote stands in the text of the document."""

    start: int
    end: int
    page: int | None


class Commitment(Schema):
    """A commitment, recommendation or agreement with its exact words."""

    id: int
    address: str
    kind: str
    strength: str
    quote: str
    lead_in: str | None
    action: str
    actors: list[Party]
    by: list[Party]
    deadline: Deadline
    state: str
    origin: str
    confidence: float | None
    reason: str | None
    topics: list[TopicOfCommitment]
    session: SessionOfCommitment | None
    document: Source
    anchor: Anchor
    target: dict[str, Any] = Field(description="Target of a W3C Web Annotation")


class Answer(Schema):
    """What a State answered."""

    state: Party
    answer: str
    given_on: str
    source: str


class Action(Schema):
    """A measure of an institution."""

    id: int
    title: str
    institution: str
    status: str


class Evidence(Schema):
    """A finding that bears on the claim that something was carried out."""

    id: int
    bearing: str
    finding: str
    source: str
    address: str | None


class Assessment(Schema):
    """What somebody concludes, on a scale with published words."""

    id: int
    assessor: str
    scale: str
    value: str
    measure: str | None
    confidence: str
    rationale: str
    method: str
    at: str


class Component(Schema):
    """One verifiable demand, and all that hangs on it that the asker may see."""

    id: int
    ordinal: int
    words: str
    institutions: list[str]
    actions: list[Action]
    evidence: list[Evidence]
    assessments: list[Assessment]


class WholeCommitment(Commitment):
    """A commitment with its chain."""

    positions: list[Answer]
    components: list[Component]


class CommitmentPage(Schema):
    """A page of a list."""

    items: list[Commitment]
    next: str | None = Field(description="Cursor of the next page; null at the end")


class Mechanism(Named):
    """A standing dialogue, body or review."""

    kind: str
    parties: list[Party]


class MechanismPage(Schema):
    """A page of a list."""

    items: list[Mechanism]
    next: str | None


class Session(Schema):
    """A meeting of a mechanism."""

    id: int
    mechanism: int
    edition: int | None
    date_start: str | None
    date_end: str | None
    place: str | None


class Organization(Schema):
    """An organization in the terms of Popolo (https://www.popoloproject.com/specs/organization.html)."""

    id: str
    name: str
    other_names: list[dict[str, str]]
    classification: str
    parent_id: str | None


class OrganizationPage(Schema):
    """A page of a list."""

    items: list[Organization]
    next: str | None


class NewEvidence(Schema):
    """Evidence to be added to a component."""

    bearing: Literal["supports", "contradicts", "context", "mixed"]
    finding: str = Field(max_length=10_000)
    source: str = Field(max_length=500)
    excerpt: str = Field("", max_length=10_000)
    locator: str = Field("", max_length=200)
    address: str = Field("", max_length=1_000)
    confidentiality: Literal["public", "partners", "institution", "restricted"] = "institution"


class NewAssessment(Schema):
    """A conclusion to be entered; nothing is ever overwritten."""

    scale: str = Field(max_length=60)
    value: str = Field(max_length=60)
    confidence: Literal["high", "medium", "low"]
    rationale: str = Field(max_length=10_000)
    method: str = Field(max_length=200)
    measure: str = Field("", max_length=40)
    publish: bool = False


class NewReport(Schema):
    """A report for a period, as a draft or handed in."""

    first: str = Field(description="First day, 2026-01-01", max_length=10)
    last: str = Field(description="Last day", max_length=10)
    words: str = Field(max_length=50_000)
    submit: bool = False


class Made(Schema):
    """The number of what was made."""

    id: int


class Problem(Schema):
    """What went wrong (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
