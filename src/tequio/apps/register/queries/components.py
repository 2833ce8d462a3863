"""Components as a list: narrowed, counted and paged by key in the database; the board's numbers lead here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tequio.apps.register.followup.due import rules
from tequio.apps.register.models import (
    Action,
    Assessment,
    Assignment,
    Commitment,
    CommitmentTopic,
    Component,
    Duty,
    Evidence,
)

PAGE = 25
KEPT = (Commitment.State.ACCEPTED, Commitment.State.CORRECTED)

_open = Assignment.objects.filter(component=OuterRef("pk"), ended_on=None)
_acted = Action.components.through.objects.filter(component=OuterRef("pk"))
_proved = Evidence.objects.filter(component=OuterRef("pk"), withdrawn_on=None)
_contradicted = _proved.filter(bearing__in=(Evidence.Bearing.CONTRADICTS, Evidence.Bearing.MIXED))
_judged = Assessment.objects.filter(component=OuterRef("pk"))

# What a component may lack, and the condition that it does.
WITHOUT: Mapping[str, tuple[Any, Any]] = {
    "institution": (_("without institution"), ~Exists(_open)),
    "action": (_("without action"), ~Exists(_acted)),
    "evidence": (_("without evidence"), ~Exists(_proved)),
    "assessment": (_("without assessment"), ~Exists(_judged)),
}


def due_between(first: date | None, last: date) -> Any:
    """Give the condition that a component's institution owes something in a time."""
    days = Q(due_on__lte=last) if first is None else Q(due_on__gte=first, due_on__lte=last)
    return Exists(Duty.objects.filter(days, assignment__component=OuterRef("pk"), done_on=None))


def standing_of(on: date) -> Mapping[str, tuple[Any, Any]]:
    """Give what may be the case with a component on a day, with its condition."""
    within = timedelta(days=max(rule.due_within for rule in rules().values()))
    return {
        "assigned": (_("assigned"), Exists(_open)),
        "no-action": (_("no action yet"), Exists(_open) & ~Exists(_acted)),
        "due": (_("due"), due_between(on, on + within)),
        "overdue": (_("overdue"), due_between(None, on - timedelta(days=1))),
        "contradicted": (_("contradicted"), Exists(_contradicted)),
        "assessed": (_("assessed"), Exists(_judged)),
    }


@dataclass(frozen=True)
class Asked:
    """What somebody asked of the list; every part can be written in an address.

    Args:
        without: names of `WITHOUT`, all of which hold.
        case: a name of `standing_of`, or empty.
        institution: number of one in charge today, or None.
        mechanism: number, or None.
        theme: number of a topic that was accepted, or None.
        after: number of the component with which the page before ended, or None.
    """

    without: tuple[str, ...] = ()
    case: str = ""
    institution: int | None = None
    mechanism: int | None = None
    theme: int | None = None
    after: int | None = None

    def address(self) -> str:
        """Write it as the query part of an address; the same question gives the same address."""
        pairs: list[tuple[str, object]] = [("without", name) for name in sorted(self.without)]
        pairs += [("case", self.case)] if self.case else []
        for name in ("institution", "mechanism", "theme", "after"):
            if getattr(self, name) is not None:
                pairs.append((name, getattr(self, name)))
        return "?" + urlencode(pairs)

    def changed(self, **changes: Any) -> Asked:
        """Give the question with changes, beginning at its first page."""
        return replace(self, **{"after": None, **changes})


def read_question(query: Mapping[str, Any]) -> Asked:
    """Read a question from the query part of an address; what is not known is left out."""
    listed = (
        query.getlist if hasattr(query, "getlist") else lambda name: [query[name]] if name in query else []
    )
    case = str(query.get("case", ""))
    numbers = {name: _number(query.get(name)) for name in ("institution", "mechanism", "theme", "after")}
    return Asked(
        without=tuple(name for name in WITHOUT if name in listed("without")),
        case=case if case in standing_of(date.today()) else "",
        **numbers,
    )


def _number(written: object) -> int | None:
    text = str(written or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else None


def found(asked: Asked, on: date) -> QuerySet[Component]:
    """Find the confirmed components of kept commitments that a question asks for.

    Args:
        asked: the question.
        on: the day by which due and overdue are meant.
    """
    rows = Component.objects.filter(state=Component.State.ACCEPTED, commitment__state__in=KEPT)
    for name in asked.without:
        rows = rows.filter(WITHOUT[name][1])
    if asked.case:
        rows = rows.filter(standing_of(on)[asked.case][1])
    if asked.institution is not None:
        rows = rows.filter(Exists(_open.filter(institution=asked.institution)))
    if asked.mechanism is not None:
        rows = rows.filter(commitment__session__mechanism=asked.mechanism)
    if asked.theme is not None:
        links = CommitmentTopic.objects.filter(
            commitment=OuterRef("commitment"), topic=asked.theme, state=CommitmentTopic.State.ACCEPTED
        )
        rows = rows.filter(Exists(links))
    return rows


@dataclass(frozen=True)
class Page:
    """One page of the list.

    Args:
        rows: with `commitment` and `assignments` (open ones, with their institution) fetched.
        count: of all that were found; None where nobody asked.
        next_address: of the next page; empty at the end.
    """

    rows: list[Component]
    count: int | None
    next_address: str
    lacks: dict[int, list[str]] = field(default_factory=dict)


def page(asked: Asked, on: date, is_counted: bool = True) -> Page:
    """Make one page of the list, the newest component first.

    Args:
        asked: the question.
        on: the day.
        is_counted: False where the count stands on the page already.
    """
    rows = found(asked, on).order_by("-pk")
    if asked.after is not None:
        rows = rows.filter(pk__lt=asked.after)
    keys = list(rows.values_list("pk", flat=True)[: PAGE + 1])
    shown = keys[:PAGE]
    open_ones = Assignment.objects.filter(ended_on=None).select_related("institution")
    by_key = {
        row.pk: row
        for row in Component.objects.filter(pk__in=shown)
        .select_related("commitment__session__mechanism", "commitment__version__document")
        .defer("commitment__version__content", "commitment__proposal", "commitment__folded")
        .prefetch_related(Prefetch("assignments", open_ones))
    }
    return Page(
        [by_key[key] for key in shown],
        found(asked, on).count() if is_counted else None,
        replace(asked, after=shown[-1]).address() if len(keys) > PAGE else "",
        _lacks(shown),
    )


def _lacks(keys: Iterable[int]) -> dict[int, list[str]]:
    """Say of each component what it is without."""
    flags = {f"without_{name}": condition for name, (_label, condition) in WITHOUT.items()}
    rows = Component.objects.filter(pk__in=list(keys)).annotate(**flags).values("pk", *flags)
    return {row["pk"]: [name for name in WITHOUT if row[f"without_{name}"]] for row in rows}


def numbers_of(asked: Asked, on: date, most: int) -> list[int]:
    """Give the numbers of the components of a question, for an action on all of them; no more than `most`."""
    return list(found(asked, on).order_by("pk").values_list("pk", flat=True)[:most])
