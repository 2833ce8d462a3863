"""The meeting and its participants as the first card: every field shows where it was read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tequio.apps.accounts.models import User
from tequio.apps.library.models import DocumentVersion
from tequio.apps.library.rendering import Mark
from tequio.apps.register.models import Mechanism, Session, SessionProposal
from tequio.apps.register.queries.matching import Match, matches_for
from tequio.apps.register.vocabulary import RECURRENCES
from tequio.apps.register.wording import as_worded, in_words, role_in_words
from tequio.text import flow

# Field of a session -> (what it is called, where the proposal has it, the anchor of where it was read).
FIELDS: dict[str, tuple[Any, tuple[str, ...], str]] = {
    "edition": (gettext_lazy("Edition"), ("edition",), "edition"),
    "date_start": (gettext_lazy("From"), ("date_start",), "date"),
    "date_end": (gettext_lazy("Until"), ("date_end",), "date"),
    "place": (gettext_lazy("Place"), ("place",), "place"),
    "preceded_by": (gettext_lazy("Preceded by"), ("preceded_by", "name"), "preceded_by"),
    "preceded_by_size": (gettext_lazy("Its size"), ("preceded_by", "size"), "preceded_by"),
    "next_period": (gettext_lazy("Next session: when"), ("next_session", "period"), "next_session"),
    "next_place": (gettext_lazy("Next session: where"), ("next_session", "place"), "next_session"),
    "next_cadence": (gettext_lazy("Next session: how often"), ("next_session", "cadence"), "next_session"),
}
LONGEST_SOURCE = 60


@dataclass(frozen=True, slots=True)
class ReadField:
    """A field of the form with the place where it was read.

    Args:
        name: of the form field.
        label: what a person reads.
        value: as proposed, or as the person wrote it.
        source: the words it was read from, shortened; empty where it was not read.
        key: id of their mark in the text.
        hint: what the person is asked, or "".
    """

    name: str
    label: str
    value: str
    source: str = ""
    key: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A participant of the form.

    Args:
        index: of the row.
        fields: name, role, party.
        matches: people of the register who may be meant.
        chosen: key of the person chosen, or "".
        is_taken: whether the row is kept.
        start: offset of the mention, or "".
        end: likewise.
    """

    index: int
    fields: list[ReadField]
    matches: list[Match[Any]]
    chosen: str
    is_taken: bool
    start: Any = ""
    end: Any = ""


@dataclass(slots=True)
class SessionCard:
    """The first card.

    Args:
        proposal: of the document's version.
        fields: of the session.
        parties: as one field, names parted by semicolons.
        mechanism_names: the names for a new mechanism, Spanish and English.
        mechanisms: matches of the register.
        sessions: likewise.
        chosen: "mechanism", "session", "kind" -> what is chosen.
        rows: participants, with one empty row.
        marks: places in the text.
        can_undo: whether the person before the screen decided it.
        error: what the operation refused, or "".
    """

    proposal: SessionProposal
    fields: list[ReadField] = field(default_factory=list)
    parties: ReadField | None = None
    mechanism_names: list[ReadField] = field(default_factory=list)
    mechanisms: list[Match[Mechanism]] = field(default_factory=list)
    sessions: list[Match[Session]] = field(default_factory=list)
    chosen: dict[str, str] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    can_undo: bool = False
    error: str = ""

    @property
    def kinds(self) -> list[tuple[str, Any]]:
        """Kinds of mechanism to choose from."""
        return list(Mechanism.Kind.choices)

    @property
    def people(self) -> int:
        """How many participants were found."""
        return len(self.proposal.participants)

    @property
    def says_something(self) -> bool:
        """Whether the document says anything of a meeting."""
        meeting = self.proposal.meeting
        return bool(
            meeting.get("name") or meeting.get("mechanism") or meeting.get("date_text") or self.people
        )


def session_card(
    proposal: SessionProposal,
    version: DocumentVersion,
    person: User,
    written: QueryDict | None = None,
    error: str = "",
) -> SessionCard:
    """Make the card from what was proposed, or from what a person wrote and could not be taken."""
    card = SessionCard(proposal, error=error)
    anchors = _anchors(proposal)
    card.marks = [
        Mark(start, end, f"read-{name}", "fact")
        for name, (start, end) in anchors.items()
        if 0 <= start < end <= len(version.content)
    ]
    if proposal.state != SessionProposal.State.PROPOSED:
        card.can_undo = proposal.decided_by_id == person.pk
        return card
    reader = _Reader(proposal.meeting, anchors, version.content, written)
    card.fields = [reader.field(name) for name in FIELDS]
    card.parties = reader.parties()
    matches = matches_for(proposal)
    card.mechanisms, card.sessions = matches.mechanisms, matches.sessions
    name = proposal.meeting.get("mechanism") or proposal.meeting.get("name") or ""
    card.mechanism_names = [
        reader.plain(f"name_{language}", label, name if is_its else "", "name" if is_its else "")
        for language, label, is_its in (
            ("es", _("Name in Spanish"), version.language == "es"),
            ("en", _("Name in English"), version.language != "es"),
        )
    ]
    card.chosen = {
        "mechanism": reader.chosen("mechanism", _certain(card.mechanisms)),
        "session": reader.chosen("session", _certain(card.sessions)),
        "kind": reader.chosen("kind", Mechanism.Kind.DIALOGUE.value),
    }
    card.rows = list(_rows(proposal, reader, matches.people))
    return card


def _certain(matches: list[Match[Any]]) -> str:
    return str(matches[0].thing.pk) if matches and matches[0].is_certain else "new"


def _anchors(proposal: SessionProposal) -> dict[str, tuple[int, int]]:
    meeting = proposal.meeting
    found = {name: anchor for name, anchor in (meeting.get("anchors") or {}).items() if anchor}
    for name in ("preceded_by", "next_session"):
        if (meeting.get(name) or {}).get("anchor"):
            found[name] = meeting[name]["anchor"]
    for index, participant in enumerate(proposal.participants):
        if participant.get("anchor"):
            found[f"person-{index}"] = participant["anchor"]
    return {name: (anchor["start"], anchor["end"]) for name, anchor in found.items()}


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads values of the form from what was written, else from what was proposed."""

    meeting: Mapping[str, Any]
    anchors: Mapping[str, tuple[int, int]]
    content: str
    written: QueryDict | None

    def field(self, name: str) -> ReadField:
        label, path, anchor = FIELDS[name]
        value: Any = self.meeting
        for step in path:
            value = (value or {}).get(step)
        text = as_worded(self.meeting.get("date_text") or "")
        hint = ""
        if name == "date_start" and text and len(str(value or "")) < 10:
            hint = (
                _("The text says “%s”. Complete the date if you know it: 2024-01-16, 2024-01 or 2024.") % text
            )
            if not value:
                hint = _("The text says “%s” and names no year. Please write the date: 2024-01-16.") % text
        if value and self.meeting.get("date_source") and anchor == "date":
            hint = _("The text says “%s”; the year is taken from the file’s name. Check it.") % text
        shown = "" if value is None else str(value)
        if name == "next_cadence":
            shown = in_words(RECURRENCES, shown)
        return self.plain(name, str(label), shown, anchor, hint)

    def plain(self, name: str, label: str, proposed: str, anchor: str, hint: str = "") -> ReadField:
        source, key = self.source(anchor)
        value = self.written.get(name, "") if self.written is not None else proposed
        return ReadField(name, label, value, source, key, hint)

    def source(self, anchor: str) -> tuple[str, str]:
        if anchor not in self.anchors:
            return "", ""
        words = flow(self.content, *self.anchors[anchor]).words
        cut = words[: LONGEST_SOURCE - 1] + "…" if len(words) > LONGEST_SOURCE else words
        return cut, f"read-{anchor}"

    def parties(self) -> ReadField:
        names = "; ".join(self.meeting.get("parties") or ())
        return self.plain(
            "parties", _("Parties"), names, "parties", _("Several names are parted by semicolons.")
        )

    def chosen(self, name: str, proposed: str) -> str:
        return self.written.get(name, proposed) if self.written is not None else proposed


def _shown(name: str, participant: Mapping[str, Any]) -> str:
    value = str(participant.get(name) or "")
    return role_in_words(value) if name == "role" else value


def _rows(proposal: SessionProposal, reader: _Reader, people: list[list[Match[Any]]]) -> Iterator[Row]:
    labels = {"name": _("Name"), "party": _("Party"), "role": _("Role")}
    for index, participant in enumerate([*proposal.participants, {}]):
        anchor = participant.get("anchor") or {}
        matches = people[index] if index < len(people) else []
        fields = [
            reader.plain(f"{name}-{index}", label, _shown(name, participant), f"person-{index}")
            for name, label in labels.items()
        ]
        taken = reader.written is None or f"take-{index}" in reader.written
        yield Row(
            index,
            fields,
            matches,
            reader.chosen(f"person-{index}", _certain(matches)),
            taken,
            anchor.get("start", ""),
            anchor.get("end", ""),
        )
