"""What the reading room shows of a document: its findings as cards and their places in the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tequio.apps.accounts.models import User
from tequio.apps.library.models import DocumentVersion, Passage
from tequio.apps.library.operations import find_again
from tequio.apps.library.rendering import Mark
from tequio.apps.register.models import Commitment, CommitmentTopic, Decision, LookAlike, Topic
from tequio.apps.register.queries import review
from tequio.apps.register.queries.corrections import rated_by_people
from tequio.apps.register.queries.places import place_of_action
from tequio.apps.register.vocabulary import QUIET
from tequio.apps.register.wording import partial_date
from tequio.engines.evaluation import Measured, measured_precision
from tequio.text import flow

State = Commitment.State
# Steps of confidence that "accept all above" offers.
THRESHOLDS = (0.95, 0.9, 0.8, 0.7)
TOPICS_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Finding:
    """A commitment as a card.

    Args:
        commitment: with passage, actors, asked_by and the last decision's number fetched.
        number: its place among the findings of the document, from 1.
        can_undo: whether the person before the screen took the last decision on it.
        topics: the first of its topics, by name.
    """

    commitment: Commitment
    number: int
    can_undo: bool
    topics: str = ""

    @property
    def seen(self) -> int:
        """Number of the last decision on it, 0 for none."""
        return getattr(self.commitment, "seen", None) or 0

    @property
    def action(self) -> str:
        """What is to be done, in one line."""
        return " ".join(self.commitment.action.split())

    @property
    def is_done(self) -> bool:
        """Whether somebody has decided."""
        return self.commitment.state != State.PROPOSED

    @property
    def quote(self) -> str:
        """The sentence that holds it, as read in one line."""
        exact = self.commitment.passage.exact
        return flow(exact, 0, len(exact)).words

    @property
    def key(self) -> str:
        """Number of the commitment as it stands in addresses."""
        return mark_safe(str(self.commitment.pk))  # digits: nothing to escape in a dozen places of each card

    @property
    def owes(self) -> str:
        """Who owes it, by name."""
        return "; ".join(map(str, self.commitment.actors.all())) or self.commitment.actors_text

    @property
    def asks(self) -> str:
        """Who asks for it, by name."""
        return "; ".join(map(str, self.commitment.asked_by.all())) or self.commitment.asked_by_text

    @property
    def deadline(self) -> str:
        """When it falls due, in the source's words and as a date."""
        words, date = (
            self.commitment.deadline_text,
            partial_date(self.commitment.deadline_date, is_short=True),
        )
        return f"{words} ({date})" if words and date and words != date else words or date


@dataclass(frozen=True, slots=True)
class Filter:
    """What of the findings is shown.

    Args:
        kind: a kind, or "" for all.
        state: a state, or "" for all.
        order: "text" or "certainty" (least certain first).
    """

    kind: str = ""
    state: str = ""
    order: str = "text"

    def of(self, findings: Sequence[Finding]) -> list[Finding]:
        """Choose and order the findings to show."""
        shown = [
            f
            for f in findings
            if self.kind in ("", f.commitment.kind) and self.state in ("", f.commitment.state)
        ]
        if self.order == "certainty":
            shown.sort(key=lambda f: (f.is_done, f.commitment.confidence or 0))
        return shown


@dataclass(frozen=True, slots=True)
class Chip:
    """One way to narrow the findings, as a link.

    Args:
        label: what a person reads.
        address: query part of the page's address with the filter set, or taken away where it is chosen.
        count: findings that it leaves; None for an order.
        is_chosen: whether it is in force.
        is_order: whether it orders rather than leaves out.
    """

    label: str
    address: str
    count: int | None = None
    is_chosen: bool = False
    is_order: bool = False


def filter_chips(counts: Mapping[tuple[str, str], int], query: QueryDict) -> list[Chip]:
    """Give the filters of a document's findings; each counts what it leaves of the others' choice.

    Args:
        counts: (kind, state) -> findings.
        query: of the page's address.
    """
    chosen = read_filter(query)
    states: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    for (kind, state), n in counts.items():
        states[state] += n * (chosen.kind in ("", kind))
        kinds[kind] += n * (chosen.state in ("", state))

    def chip(name: str, value: str, label: Any, count: int | None) -> Chip:
        is_chosen = getattr(chosen, name) == value
        address = query.copy()
        address[name] = value
        if is_chosen:
            del address[name]
        return Chip(str(label), f"?{address.urlencode()}", count, is_chosen, name == "order")

    chips = [
        chip("state", s.value, s.label, states[s.value])
        for s in State
        if states[s.value] or chosen.state == s
    ]
    if len(kinds) > 1:
        chips += [
            chip("kind", kind, Commitment.Kind(kind).label, n)
            for kind, n in sorted(kinds.items())
            if n or chosen.kind == kind
        ]
    return [*chips, chip("order", "certainty", _("least certain first"), None)]


def read_filter(query: QueryDict) -> Filter:
    """Read the filter from an address; what is not known is left out, so that an old address still opens."""
    kind, state, order = (query.get(name, "") for name in ("kind", "state", "order"))
    return Filter(
        kind if kind in Commitment.Kind.values else "",
        state if state in (State.PROPOSED, State.ACCEPTED, State.CORRECTED, State.REJECTED) else "",
        "certainty" if order == "certainty" else "text",
    )


def commitments_of(version: DocumentVersion) -> QuerySet[Commitment]:
    """Fetch the findings of a version with all that a card shows, in the order of the text."""
    last = Decision.objects.filter(commitment=OuterRef("pk")).order_by("-pk")
    return (
        review.findings(version)
        .annotate(
            last_by=Subquery(last.values("by")[:1]),
            last_verb=Subquery(last.values("verb")[:1]),
            last_why=Subquery(last.values("why")[:1]),
        )
        # Only what a card shows: a document may have hundreds of findings.
        .select_related(None)
        .select_related("passage")
        .prefetch_related(None)
        .prefetch_related("actors", "asked_by")
        .defer("folded")
    )


def findings_of(version: DocumentVersion, person: User) -> list[Finding]:
    """Give the findings of a version as cards, numbered in the order of the text."""
    topics = topics_of(CommitmentTopic.objects.filter(commitment__version=version))
    return [
        finding(c, number, person, topics.get(c.pk, ""))
        for number, c in enumerate(commitments_of(version), 1)
    ]


def finding_of(commitment: Commitment, person: User) -> Finding:
    """Give one finding as a card, with the number that it has among the others."""
    ids = list(commitments_of(commitment.version).values_list("pk", flat=True))
    fetched = commitments_of(commitment.version).get(pk=commitment.pk)
    topics = topics_of(CommitmentTopic.objects.filter(commitment=fetched))
    return finding(fetched, ids.index(fetched.pk) + 1, person, topics.get(fetched.pk, ""))


def topics_of(links: QuerySet[CommitmentTopic]) -> dict[int, str]:
    """Name the foremost topics of commitments, those that a person has rejected left out: key -> names.

    Read as plain rows: a document of hundreds of findings has thousands of topics.
    """
    rows = (
        links.exclude(state=CommitmentTopic.State.REJECTED)
        .exclude(topic__scheme__in=QUIET)
        .order_by("state", "-confidence", "pk")  # "accepted" stands before "proposed"
        .values_list("commitment_id", "topic_id")
    )
    names: dict[int, dict[str, None]] = {}
    terms = {topic.pk: str(topic) for topic in Topic.objects.all()}
    for commitment, topic in rows:
        # Two vocabularies may have a term of the same name.
        names.setdefault(commitment, {})[terms[topic]] = None
    return {
        commitment: "; ".join([*list(its)[:TOPICS_SHOWN], *(["…"] if len(its) > TOPICS_SHOWN else [])])
        for commitment, its in names.items()
    }


def finding(commitment: Commitment, number: int, person: User, topics: str = "") -> Finding:
    """Make the card of a fetched commitment."""
    can_undo = (
        commitment.state != State.PROPOSED
        and getattr(commitment, "last_by", None) == person.pk
        and getattr(commitment, "last_verb", "") != Decision.Verb.UNDO
    )
    return Finding(commitment, number, can_undo, topics)


@dataclass(frozen=True, slots=True)
class Offer:
    """To accept all undecided findings from a confidence on.

    Args:
        step: the confidence.
        count: how many of the document reach it.
        measured: how many findings of such confidence were right so far, or None where nobody knows.
    """

    step: float
    count: int
    measured: Measured | None


def offers_above(findings: Iterable[Finding]) -> list[Offer]:
    """List what can be accepted at once, leaving out steps that add nothing."""
    waiting = [f.commitment.confidence or 0 for f in findings if f.commitment.state == State.PROPOSED]
    counts = [(step, sum(confidence >= step for confidence in waiting)) for step in THRESHOLDS]
    own = rated_by_people() if waiting else []
    return [
        Offer(step, n, measured_precision(step, own))
        for (step, n), before in zip(counts, [0, *(n for _s, n in counts)], strict=False)
        if n > before
    ]


def marks_of(findings: Iterable[Finding], look_alikes: Iterable[LookAlike]) -> list[Mark]:
    """Give the places of findings: their passages, and in them the actions with their numbers."""
    marks: list[Mark] = []
    on_passage: dict[int, list[Finding]] = {}
    for each in findings:
        on_passage.setdefault(each.commitment.passage_id, []).append(each)
    for together in on_passage.values():
        passage = together[0].commitment.passage
        things = tuple(("", "", str(f.commitment.pk)) for f in together)
        marks.append(Mark(passage.start, passage.end, f"passage-{passage.pk}", _mark_class(together), things))
        for each in together:
            start, end = place_of_action(each.commitment)
            marks.append(
                Mark(
                    start,
                    end,
                    f"action-{each.commitment.pk}",
                    "action",
                    ((str(each.number), f"#finding-{each.commitment.pk}", str(each.commitment.pk)),),
                )
            )
    marks += [Mark(a.passage.start, a.passage.end, f"look-alike-{a.pk}", "look-alike") for a in look_alikes]
    return marks


def _mark_class(findings: Sequence[Finding]) -> str:
    if any(not f.is_done for f in findings):
        return "passage"
    if all(f.commitment.state == State.REJECTED for f in findings):
        return "passage passage--rejected"
    return "passage passage--done"


def card_words() -> dict[str, SafeString]:
    """Give what every card says, looked up once for hundreds of cards, and where their addresses begin."""
    words = {
        "address": reverse("card", args=[0]).removesuffix("0/card"),
        "show": _("Show in the text"),
        "finding": _("Finding"),
        "certainty": _("Confidence: how likely a careful reader agrees"),
        "confidence": _("confidence"),
        "under": pgettext("the words that govern a list item", "under"),
        "owes": pgettext("who owes a commitment", "owes"),
        "asked_by": _("asked by"),
        "deadline": _("deadline"),
        "recurs": _("recurs"),
        "why": _("why"),
        "topics": _("topics"),
        "found_by": _("found by:"),
        "accept": _("Accept"),
        "correct": pgettext("verb", "Correct"),
        "reject": _("Reject"),
        "reject_why": _("Reject with a reason…"),
        "undo": _("Undo"),
    }
    # Escaped once instead of on every card.
    return {name: escape(said) for name, said in words.items()}


def document_address(version: DocumentVersion, commitment: Commitment | None = None) -> str:
    """Give the address of the reading room, at a finding."""
    address = reverse("reading-room", args=[version.document_id])
    return f"{address}#finding-{commitment.pk}" if commitment else address


def place_of_words(words: str, content: str, near: int = 0) -> tuple[int, int] | None:
    """Find pasted words in a text, whatever the line breaks; of several places the nearest to an offset."""
    probe = Passage(exact=words, prefix="", suffix="", start=near)
    return find_again(probe, content) if words.strip() else None
