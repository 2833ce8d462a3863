"""All that the page of one commitment shows: its words in their paragraph, and what people did to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, Min, Q, QuerySet
from django.db.models.functions import Substr

from tequio.apps.accounts.models import Institution
from tequio.apps.ledger.prepared import Prepared, hold
from tequio.apps.library.models import DocumentParagraph, DocumentVersion, Passage
from tequio.apps.register import wording
from tequio.apps.register.models import Commitment, CommitmentTopic, Decision
from tequio.apps.register.queries.listing import with_what_a_row_shows
from tequio.apps.register.vocabulary import RECURRENCES
from tequio.text import flow

# What both databases hold as a number; an address may name a larger one.
LARGEST = 2**63 - 1
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


_shown = Prepared(
    lambda key: (
        Commitment.objects.filter(pk=key)
        .select_related("passage", "session__mechanism", "version__document", "missing_from")
        .defer("version__content", "missing_from__content", "proposal", "folded")
    )
)
_actors, _askers = (
    Prepared(
        lambda key, links=links: Institution.objects.filter(
            pk__in=links._default_manager.filter(commitment=key).values("institution")
        )
    )
    for links in (Commitment.actors.through, Commitment.asked_by.through)
)
_topics = Prepared(
    lambda key: CommitmentTopic.objects.filter(commitment=key).select_related("topic").order_by("pk")
)


def commitment_shown(number: int) -> Commitment | None:
    """Give one commitment with what its page shows, as `commitment_with_all` does; None for none."""
    for commitment in _shown(number) if number <= LARGEST else ():
        hold([commitment], "actors", {number: _actors(number)})
        hold([commitment], "asked_by", {number: _askers(number)})
        hold([commitment], "topic_links", {number: _topics(number)})
        return commitment
    return None


# A version's paragraphs that a passage lies in, from the first to the last.
_paragraphs = Prepared(
    lambda version, start, end: (
        DocumentParagraph.objects.filter(version=version, start__lt=end, end__gt=start)
        .order_by()
        .values("version")
        .annotate(first=Min("start"), last=Max("end"))
        .values_list("first", "last")
    )
)
_words = Prepared(
    lambda version, start, length: DocumentVersion.objects.filter(pk=version).values_list(
        Substr("content", start, length)
    )
)


def in_context(passage: Passage) -> InContext:
    """Read a passage in its paragraph, or in what is kept of its surroundings where it stands in none."""
    start, end = passage.start, passage.end
    for first, last in _paragraphs(passage.version_id, passage.start, passage.end):
        start, end = max(min(start, first), start - AROUND * 2), min(max(end, last), end + AROUND * 2)
    ((text,),) = _words(passage.version_id, start + 1, end - start)
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


def _others(version: int) -> QuerySet[Commitment]:
    """Give the commitments of a version that one reads on to."""
    of_version = Commitment.objects.filter(version=version).only("pk", "action")
    return of_version.exclude(state__in=(Commitment.State.REJECTED, Commitment.State.WITHDRAWN))


_before = Prepared(
    lambda version, start, key: (
        _others(version)
        .filter(Q(passage__start__lt=start) | Q(passage__start=start, pk__lt=key))
        .order_by("-passage__start", "-pk")[:1]
    )
)
_after = Prepared(
    lambda version, start, key: (
        _others(version)
        .filter(Q(passage__start__gt=start) | Q(passage__start=start, pk__gt=key))
        .order_by("passage__start", "pk")[:1]
    )
)


def neighbours(commitment: Commitment) -> tuple[Commitment | None, Commitment | None]:
    """Give the commitments before and after in the same version, rejected and withdrawn ones left out."""
    at = commitment.version_id, commitment.passage.start, commitment.pk
    return next(iter(_before(*at)), None), next(iter(_after(*at)), None)


_decisions = Prepared(lambda key: Decision.objects.filter(commitment=key).select_related("by").order_by("pk"))


def history(commitment: Commitment) -> list[Event]:
    """List what people decided on a commitment, the first decision first, each with what it changed."""
    decisions = _decisions(commitment.pk)
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
