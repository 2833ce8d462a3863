"""What the reading room shows: a version's text in pieces, its findings, how far the checking has come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.db.models import F, Max, OuterRef, QuerySet, Subquery

from tequio.apps.library.models import DocumentParagraph, DocumentVersion
from tequio.apps.register.models import Commitment, Decision, LookAlike, SessionProposal


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of the text that findings quote.

    Args:
        start: offset of the first character.
        end: one past the last.
        commitments: numbers of the findings with exactly this quote.
        look_alikes: numbers of the look-alikes with exactly this quote.
    """

    start: int
    end: int
    commitments: tuple[int, ...] = ()
    look_alikes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph with the same marks throughout.

    Args:
        start: offset of its first character in the version's text.
        text: its characters, as they are in the text.
        commitments: numbers of the findings whose quote covers it.
        look_alikes: numbers of the look-alikes whose quote covers it.
        begins: numbers of the findings whose quote begins with it.
    """

    start: int
    text: str
    commitments: tuple[int, ...] = ()
    look_alikes: tuple[int, ...] = ()
    begins: tuple[int, ...] = ()

    @property
    def end(self) -> int:
        """One past its last character in the version's text."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class ShownParagraph:
    """A paragraph with its pieces in order; together they are its whole text."""

    paragraph: DocumentParagraph
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """How many findings have been decided, of all."""

    checked: int
    total: int

    @property
    def percent(self) -> int:
        """Share that is checked, from 0 to 100; 100 where there is nothing to check."""
        return self.checked * 100 // self.total if self.total else 100


@dataclass(frozen=True, slots=True)
class Room:
    """All that the reading room shows of a version.

    Args:
        version: of the document.
        paragraphs: its text.
        findings: what to check; each with `seen`, to be handed to the operations.
        look_alikes: passages not taken, those already rescued left out.
        missing: decided findings of older versions whose words no longer stand in this one.
        proposal: the session that the document reports, or None.
        progress: over all findings, whatever the filter.
        last_decision: number of the last decision in this version, or None.
    """

    version: DocumentVersion
    paragraphs: tuple[ShownParagraph, ...]
    findings: list[Commitment]
    look_alikes: list[LookAlike]
    missing: list[Commitment]
    proposal: SessionProposal | None
    progress: Progress
    last_decision: int | None


def reading_room(
    version: DocumentVersion, *, doubtful_first: bool = False, kinds: Iterable[str] = ()
) -> Room:
    """Gather what the reading room shows, in a number of queries that does not grow with the document.

    Args:
        version: of a document.
        doubtful_first: findings of low confidence first, else in the order of the text.
        kinds: only findings of these kinds; none for all.
    """
    found = list(findings(version, doubtful_first=doubtful_first, kinds=kinds))
    rejected = list(look_alikes(version))
    missing = Commitment.objects.filter(missing_from=version).select_related(
        "passage", "version", "decided_by"
    )
    return Room(
        version=version,
        paragraphs=shown_paragraphs(version, marks_of(found, rejected)),
        findings=found,
        look_alikes=rejected,
        missing=list(missing.order_by("passage__start")),
        proposal=SessionProposal.objects.filter(version=version)
        .select_related("session__mechanism", "decided_by")
        .first(),
        progress=progress_of(version),
        last_decision=Decision.objects.filter(commitment__version=version).aggregate(last=Max("pk"))["last"],
    )


def findings(
    version: DocumentVersion, *, doubtful_first: bool = False, kinds: Iterable[str] = ()
) -> QuerySet[Commitment]:
    """Give a version's findings but the withdrawn, each with `seen`: its last decision's number, or None.

    Arguments as `reading_room`.
    """
    last = Decision.objects.filter(commitment=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    found = (
        Commitment.objects.filter(version=version)
        .exclude(state=Commitment.State.WITHDRAWN)
        .annotate(seen=Subquery(last))
        .select_related("passage", "decided_by", "session__mechanism")
        .prefetch_related("actors", "asked_by", "components", "topic_links__topic")
    )
    chosen = list(kinds)
    if chosen:
        found = found.filter(kind__in=chosen)
    place = ["passage__start", "-passage__end", "pk"]
    return (
        found.order_by(F("confidence").asc(nulls_last=True), *place)
        if doubtful_first
        else found.order_by(*place)
    )


def look_alikes(version: DocumentVersion) -> QuerySet[LookAlike]:
    """Give the passages that look like undertakings and were not taken, rescued ones left out."""
    open_ = LookAlike.objects.filter(version=version, rescued_as=None)
    return open_.select_related("passage").order_by("passage__start", "pk")


def counts_of(version: DocumentVersion) -> Counter[tuple[str, str]]:
    """Count a version's findings: (kind, state) -> how many; withdrawn ones do not count."""
    return Counter(
        Commitment.objects.filter(version=version)
        .exclude(state=Commitment.State.WITHDRAWN)
        .values_list("kind", "state")
    )


def progress_of(version: DocumentVersion) -> Progress:
    """Count a version's findings, decided and all; withdrawn ones do not count."""
    return progress(counts_of(version))


def progress(counts: Counter[tuple[str, str]]) -> Progress:
    """Sum up the counts of `counts_of`."""
    waiting = sum(n for (_kind, state), n in counts.items() if state == Commitment.State.PROPOSED)
    return Progress(counts.total() - waiting, counts.total())


def marks_of(found: Iterable[Commitment], rejected: Iterable[LookAlike]) -> list[Mark]:
    """Give the marked spans of findings and look-alikes, one for each place."""
    places: dict[tuple[int, int], tuple[list[int], list[int]]] = {}
    for commitment in found:
        place = (commitment.passage.start, commitment.passage.end)
        places.setdefault(place, ([], []))[0].append(commitment.pk)
    for look_alike in rejected:
        place = (look_alike.passage.start, look_alike.passage.end)
        places.setdefault(place, ([], []))[1].append(look_alike.pk)
    return [
        Mark(start, end, tuple(commitments), tuple(others))
        for (start, end), (commitments, others) in sorted(places.items())
    ]


def shown_paragraphs(version: DocumentVersion, marks: Sequence[Mark]) -> tuple[ShownParagraph, ...]:
    """Cut a version's paragraphs where marks begin and end.

    Args:
        version: of a document.
        marks: sorted by start.
    """
    shown, first = [], 0
    for paragraph in version.paragraphs.order_by("ordinal"):
        # Marks are few and short: those that end before this paragraph are passed over once and for all.
        while first < len(marks) and marks[first].end <= paragraph.start:
            first += 1
        here = []
        for mark in marks[first:]:
            if mark.start >= paragraph.end:
                break
            if mark.end > paragraph.start:
                here.append(mark)
        shown.append(ShownParagraph(paragraph, _pieces(version.content, paragraph, here)))
    return tuple(shown)


def _pieces(content: str, paragraph: DocumentParagraph, marks: Sequence[Mark]) -> tuple[Piece, ...]:
    cuts = {paragraph.start, paragraph.end}
    cuts |= {cut for mark in marks for cut in (mark.start, mark.end) if paragraph.start < cut < paragraph.end}
    ordered = sorted(cuts)
    pieces = []
    for start, end in pairwise(ordered):
        over = [mark for mark in marks if mark.start <= start and end <= mark.end]
        pieces.append(
            Piece(
                start,
                content[start:end],
                tuple(number for mark in over for number in mark.commitments),
                tuple(number for mark in over for number in mark.look_alikes),
                tuple(number for mark in over if mark.start == start for number in mark.commitments),
            )
        )
    return tuple(pieces)
