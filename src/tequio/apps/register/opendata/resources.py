"""The tables of the public register: their columns, what each means, and their rows in portions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, Max, Min, QuerySet, When
from django.db.models.expressions import Combinable

from tequio.apps.accounts.models import Institution
from tequio.apps.register.opendata import places, visible
from tequio.apps.register.queries.public import public_commitments

# Numbers of records that are looked at together: what is held in memory at once.
PORTION = 2000


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Args:
        name: its heading, which stays the same in every language.
        type: in the sense of Frictionless Table Schema: integer, string, date, datetime, number, boolean.
        source: where the value is read, as the database layer writes it; the name where it is empty.
        meaning: one sentence.
        refers: name of the table whose number it holds.
        shown: makes what is written of what is read.
    """

    name: str
    type: str = "string"
    source: str | Combinable = ""
    meaning: str = ""
    refers: str = ""
    shown: Callable[[Any], Any] | None = None


@dataclass(frozen=True, slots=True)
class Resource:
    """A table of the public register.

    Args:
        name: of the table and its file.
        meaning: what a row is, in one sentence.
        columns: in order; the first is the number of the record.
        seen: gives the records that visitors may see.
    """

    name: str
    meaning: str
    columns: tuple[Column, ...]
    seen: Callable[[], QuerySet[Any]]

    def portions(self) -> Iterator[list[tuple[Any, ...]]]:
        """Read all rows in the order of their numbers, never more than `PORTION` at once."""
        seen = self.seen().order_by()
        ends = seen.model._base_manager.aggregate(first=Min("pk"), last=Max("pk"))
        if ends["last"] is None:
            return
        # Windows over the key: no database sorts, or joins first, what it need not.
        for low in range(ends["first"], ends["last"] + 1, PORTION):
            found = self.rows(seen.filter(pk__gte=low, pk__lt=low + PORTION))
            if found:
                yield found

    def rows(self, seen: QuerySet[Any]) -> list[tuple[Any, ...]]:
        """Read the rows of some of the records, in the order of their numbers."""
        read = {f"c{i}": _expression(column) for i, column in enumerate(self.columns)}
        found = sorted(seen.values_list(*read.values()))
        shown = [(i, column.shown) for i, column in enumerate(self.columns) if column.shown]
        if not shown:
            return found
        changed = []
        for row in found:
            cells = list(row)
            for i, change in shown:
                cells[i] = change(cells[i]) if cells[i] is not None else None
            changed.append(tuple(cells))
        return changed

    def records(self, seen: QuerySet[Any]) -> list[dict[str, Any]]:
        """Read the same rows as records by column, empty words as nothing."""
        names = [column.name for column in self.columns]
        return [
            {name: None if cell == "" else cell for name, cell in zip(names, row, strict=True)}
            for row in self.rows(seen)
        ]


def _expression(column: Column) -> Combinable:
    return column.source if isinstance(column.source, Combinable) else F(column.source or column.name)


def _number(name: str = "id", source: str = "pk") -> Column:
    return Column(name, "integer", source, "number of the record, which never changes")


def _of(table: str, source: str | Combinable = "", name: str = "") -> Column:
    one = name or table.removesuffix("s")
    return Column(one, "integer", source or f"{one}_id", f"number of it in {table}", refers=table)


def _text(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name) for name in names)


_PUBLISHED = Column("published_at", "datetime", meaning="since when everybody may read it")
_PERIOD = (
    Column("starts_on", "date"),
    Column("due_on", "date", meaning="to be done by"),
    Column("ended_on", "date", meaning="empty while it runs"),
)

RESOURCES: tuple[Resource, ...] = (
    Resource(
        "mechanisms",
        "A dialogue, group, treaty body or review whose sessions yield commitments.",
        (
            _number(),
            *_text("name_es", "name_en", "kind"),
            Column("cadence_months", "integer", meaning="months between sessions"),
            Column("established", meaning="year, month or day"),
            Column("address", source="pk", meaning="permanent address", shown=places.mechanism),
        ),
        visible.mechanisms,
    ),
    Resource(
        "sessions",
        "One meeting of a mechanism.",
        (
            _number(),
            _of("mechanisms"),
            Column("edition", "integer"),
            Column("date_start", meaning="day, month or year, as far as the sources go"),
            *_text("date_end", "place"),
        ),
        visible.sessions,
    ),
    Resource(
        "session_parties",
        "A State or institution that was party to a session.",
        (_number(), _of("sessions"), _of("institutions")),
        visible.parties,
    ),
    Resource(
        "documents",
        "A published source.",
        (_number(), *_text("title", "source_url"), _PUBLISHED),
        visible.documents,
    ),
    Resource(
        "commitments",
        "An undertaking, recommendation or agreement with its exact words.",
        (
            _number(),
            Column("kind", meaning="commitment, recommendation or agreement"),
            Column("strength", meaning="firm or soft"),
            Column("quote", source="passage__exact", meaning="the exact words of the source"),
            Column("prefix", source="passage__prefix", meaning="what stands before it, to find it again"),
            Column("suffix", source="passage__suffix", meaning="what stands after it"),
            Column("lead_in", meaning="the words that govern the quote"),
            Column("action", meaning="what is to be done"),
            Column("owed_by_text", source="actors_text", meaning="who owes it, as worded"),
            Column("asked_by_text", meaning="who asks for it, as worded"),
            Column("deadline_text", meaning="as worded"),
            Column("deadline_date", meaning="day, month, year or interval"),
            Column("due_on", "date", meaning="last day of the deadline"),
            Column("recurrence"),
            _of("sessions"),
            _of("documents", "version__document_id"),
            Column("language", source="version__language", meaning="of the quote"),
            Column("start", "integer", "passage__start", "offset of the quote in the text, in characters"),
            Column("end", "integer", "passage__end", "offset of its end"),
            Column("page", "integer", "passage__page"),
            Column("paragraph", source="passage__paragraph_number"),
            Column("address", source="pk", meaning="permanent address", shown=places.commitment),
        ),
        public_commitments,
    ),
    Resource(
        "commitments_owed",
        "An institution that owes a commitment.",
        (_number(), _of("commitments"), _of("institutions")),
        visible.owed,
    ),
    Resource(
        "commitments_asked",
        "An institution that asks for a commitment.",
        (_number(), _of("commitments"), _of("institutions")),
        visible.asked,
    ),
    Resource(
        "commitment_topics",
        "A topic of a commitment that a person has confirmed.",
        (
            _number(),
            _of("commitments"),
            Column("scheme", source="topic__scheme", meaning="vocabulary"),
            Column("code", source="topic__code"),
            Column("name_es", source="topic__name_es"),
            Column("name_en", source="topic__name_en"),
        ),
        visible.topics,
    ),
    Resource(
        "components",
        "One verifiable demand within a commitment.",
        (_number(), _of("commitments"), Column("ordinal", "integer"), *_text("words")),
        visible.components,
    ),
    Resource(
        "positions",
        "What a State answered to a commitment.",
        (
            _number(),
            _of("commitments"),
            _of("institutions", "state_id"),
            *_text("answer", "given_on", "source", "address", "words"),
            _PUBLISHED,
        ),
        visible.positions,
    ),
    Resource(
        "assignments",
        "An institution in charge of a component.",
        (
            _number(),
            _of("components"),
            _of("institutions"),
            Column("part", meaning="lead or supporting"),
            *_PERIOD,
        ),
        visible.assignments,
    ),
    Resource(
        "actions",
        "A measure of an institution, as it says itself.",
        (
            _number(),
            _of("institutions"),
            *_text("title", "description", "status"),
            Column("starts_on", "date"),
            Column("target_on", "date"),
            Column("completed_on", "date"),
            Column("budget", "number"),
            Column("currency", meaning="ISO 4217"),
            _PUBLISHED,
        ),
        visible.actions,
    ),
    Resource(
        "action_components",
        "A component that an action serves.",
        (_number(), _of("actions"), _of("components")),
        visible.served,
    ),
    Resource(
        "reports",
        "What an institution says it did in a period.",
        (
            _number(),
            _of("components", "assignment__component_id"),
            _of("institutions", "assignment__institution_id"),
            Column("first", "date"),
            Column("last", "date"),
            *_text("words"),
            _PUBLISHED,
        ),
        visible.reports,
    ),
    Resource(
        "evidence",
        "A finding that bears on a component, with the place from which anybody can check it.",
        (
            _number(),
            _of("components"),
            Column("bearing", meaning="supports, contradicts, context or mixed"),
            *_text("finding", "excerpt", "locator", "dated", "source", "publisher", "address"),
            Column("accessed_on", "date"),
            _PUBLISHED,
        ),
        visible.evidence,
    ),
    Resource(
        "assessments",
        "What one assessor concludes on a component, on its own scale; nothing is averaged.",
        (
            _number(),
            _of("components"),
            _of("institutions", "assessor_id"),
            *_text("scale", "value", "measure", "confidence", "rationale", "method"),
            Column("assessed_on", "date"),
            Column(
                "replaces",
                "integer",
                Case(When(replaces__published_at__isnull=False, then=F("replaces_id"))),
                "number of the assessment that it corrects",
                refers="assessments",
            ),
            _PUBLISHED,
        ),
        visible.assessments,
    ),
    Resource(
        "inquiries",
        "A question put to authorities.",
        (
            _number(),
            _of("components"),
            _of("institutions"),
            *_text("question"),
            Column("asked_on", "date"),
            Column("reply_by", "date"),
            _PUBLISHED,
        ),
        visible.inquiries,
    ),
    Resource(
        "inquiry_answers",
        "Whether an authority answered a question or let the day pass.",
        (
            _number(),
            _of("inquiries", name="inquiry"),
            _of("institutions", "authority_id"),
            Column("answered_on", "date"),
            Column("silent_on", "date", meaning="day on which the silence was noted"),
        ),
        visible.answers,
    ),
    Resource(
        "submissions",
        "What civil society handed in; who sent it is not in the data.",
        (
            _number(),
            _of("sessions", Case(When(session__in=visible.sessions().values("pk"), then=F("session")))),
            *_text("kind", "title", "words"),
            Column("received_on", "date"),
            *_text("state", "outcome"),
            _PUBLISHED,
        ),
        visible.submissions,
    ),
)
INSTITUTIONS = Resource(
    "institutions",
    "A State, international body, authority or association that the other tables name.",
    (
        _number(),
        *_text("name_es", "name_en", "kind", "level"),
        Column("code", meaning="ISO 3166 or own short code"),
        _of("institutions", "parent_id", "parent"),
        _of("institutions", "state_id", "state"),
    ),
    Institution.objects.all,
)
BY_NAME = {resource.name: resource for resource in RESOURCES}
