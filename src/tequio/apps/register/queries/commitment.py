"""All that the page of one commitment shows: its words in their paragraph, and what people did to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.db.models.functions import Substr

from tequio.apps.accounts.models import Institution
from tequio.apps.library.models import DocumentVersion, Passage
from tequio.apps.register import wording
from tequio.apps.register.models import Commitment, Decision
from tequio.apps.register.queries.listing import with_what_a_row_shows
from tequio.apps.register.vocabulary import RECURRENCES
from tequio.text import flow

# Characters of the paragraph shown before and after a quote; more is cut at a word.
AROUND = 400
# Fields of a decision's snapshot that say what was decided, in the order of the page.
_SHOWN = (
    "kind",
    "strength",
    "action",
    "lead_in",
    "actors",
    "asked_by",
    "deadline_text",
    "deadline_date",
    "recurrence",
)


@dataclass(frozen=True, slots=True)
class InContext:
    """A quote with what stands around it in its paragraph, as read."""

    before: str
    quote: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """One field before and after a decision, in words; empty where nothing stood."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Event:
    """A decision and what it changed, the state apart."""

    decision: Decision
    changes: list[Change]


def commitment_with_all() -> Any:
    """Give the commitments with what their page shows."""
    return with_what_a_row_shows(Commitment.objects.all()).select_related(
        "passage",
        "session__mechanism",
        "version__document",
        "decided_by",
        "missing_from",
    )


def in_context(passage: Passage) -> InContext:
    """Read a passage in its paragraph, or in what is kept of its surroundings where it stands in none."""
    paragraphs = passage.version.paragraphs.filter(start__lt=passage.end, end__gt=passage.start)
    ends = [(p.start, p.end) for p in paragraphs.order_by("ordinal")]
    start = max(min([passage.start, *(a for a, _b in ends)]), passage.start - AROUND * 2)
    end = min(max([passage.end, *(b for _a, b in ends)]), passage.end + AROUND * 2)
    text = (
        DocumentVersion.objects.filter(pk=passage.version_id)
        .values_list(Substr("content", start + 1, end - start), flat=True)
        .get()
    )
    at, to = passage.start - start, passage.end - start
    return InContext(
        _cut_before(_read(text, 0, at)), _read(text, at, to), _cut_after(_read(text, to, len(text)))
    )


def _read(text: str, start: int, end: int) -> str:
    words = flow(text, start, end).words
    # `flow` takes white space off the ends; here it parts the quote from its neighbours.
    before = " " if words and text[start : start + 1].isspace() else ""
    after = " " if words and text[end - 1 : end].isspace() else ""
    return before + words + after


def _cut_before(words: str) -> str:
    return words if len(words) <= AROUND else "… " + words[-AROUND:].partition(" ")[2]


def _cut_after(words: str) -> str:
    return words if len(words) <= AROUND else words[:AROUND].rpartition(" ")[0] + " …"


def neighbours(commitment: Commitment) -> tuple[Commitment | None, Commitment | None]:
    """Give the commitments before and after in the same version, rejected and withdrawn ones left out."""
    others = (
        Commitment.objects.filter(version=commitment.version_id)
        .exclude(state__in=(Commitment.State.REJECTED, Commitment.State.WITHDRAWN))
        .only("pk", "action")
    )
    start, key = commitment.passage.start, commitment.pk
    before = others.filter(Q(passage__start__lt=start) | Q(passage__start=start, pk__lt=key))
    after = others.filter(Q(passage__start__gt=start) | Q(passage__start=start, pk__gt=key))
    return (
        before.order_by("-passage__start", "-pk").first(),
        after.order_by("passage__start", "pk").first(),
    )


def history(commitment: Commitment) -> list[Event]:
    """List what people decided on a commitment, the first decision first, each with what it changed."""
    decisions = list(commitment.decisions.select_related("by").order_by("pk"))
    # Joined here: nearly no decision is undone, and a database that knows it reads all of them for the join.
    undone_by = {decision.undoes_id: decision for decision in decisions}
    for decision in decisions:
        decision._state.fields_cache["undone_by"] = undone_by.get(decision.pk)
    names = _names(decision.before.get(f) or [] for decision in decisions for f in ("actors", "asked_by"))
    names |= _names(decision.after.get(f) or [] for decision in decisions for f in ("actors", "asked_by"))
    return [Event(decision, _changes(decision, names)) for decision in decisions]


def _names(keys: Iterable[list[int]]) -> dict[int, str]:
    wanted = {key for listed in keys for key in listed}
    return {i.pk: i.name for i in Institution.objects.filter(pk__in=wanted)} if wanted else {}


def _changes(decision: Decision, names: dict[int, str]) -> list[Change]:
    before, after = decision.before, decision.after
    return [
        Change(
            str(Commitment._meta.get_field(name).verbose_name),  # type: ignore[union-attr]
            _in_words(name, before.get(name), names),
            _in_words(name, after.get(name), names),
        )
        for name in _SHOWN
        if before and name in after and before.get(name) != after[name]
    ]


def _in_words(name: str, value: Any, names: dict[int, str]) -> str:
    if name in ("actors", "asked_by"):
        return "; ".join(names.get(key, str(key)) for key in value or [])
    if name == "recurrence":
        return wording.in_words(RECURRENCES, value or "")
    if name == "deadline_date":
        return wording.partial_date(value or "", is_short=True)
    choices = dict(Commitment._meta.get_field(name).choices or ())  # type: ignore[union-attr]
    return str(choices.get(value, value or ""))
