"""How well findings agree with marks, in the six figures of the annotation guideline.

span: one-to-one matches of distinct quotes whose overlap (intersection over union of characters) is at least
one half. item: within matched quotes, one-to-one matches of actions by the F1 of their sets of words. kind:
of matched quotes, how many share a kind. look-alike: of the annotated look-alikes, how many were taken for
undertakings (fewer is better). participant: names, folded. meeting: fields that agree.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from tequio.engines.evaluation.marks import Found, Marked, Span, Undertaking
from tequio.text import fold

FIGURES = ("span", "item", "kind", "look-alike", "participant", "meeting")
ENOUGH = 0.5
_FIELDS = ("edition", "date_start", "date_end", "place")

T = TypeVar("T")


@dataclass(slots=True)
class Tally:
    """Counts of one figure; `precision`, `recall` and `f1` are 0 where there is nothing to divide by."""

    hits: int = 0
    marked: int = 0
    found: int = 0

    def add(self, hits: int, marked: int, found: int) -> None:
        """Add the counts of one document."""
        self.hits, self.marked, self.found = self.hits + hits, self.marked + marked, self.found + found

    @property
    def precision(self) -> float:
        """Of what was found, the share that is right."""
        return self.hits / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Of what is marked, the share that was found; for kind, look-alike and meeting: the share."""
        return self.hits / self.marked if self.marked else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        total = self.marked + self.found
        return 2 * self.hits / total if total else 0.0


@dataclass(slots=True)
class Scores:
    """The six figures."""

    tallies: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in FIGURES})

    def __getitem__(self, figure: str) -> Tally:
        return self.tallies[figure]


class Report:
    """Scores over several documents: of all, and of each language; and which confident findings were right.

    Attributes:
        groups: "all" or a language -> scores.
        rated: (confidence given, whether a mark is matched) of each found undertaking that counts.
        documents: how many were added.
    """

    def __init__(self) -> None:
        self.groups: dict[str, Scores] = {"all": Scores()}
        self.rated: list[tuple[float, bool]] = []
        self.documents = 0

    def add(self, marked: Marked, found: Found) -> None:
        """Score one document."""
        self.documents += 1
        for group in ("all", marked.language or "?"):
            score(marked, found, self.groups.setdefault(group, Scores()))
        spans = [undertaking.span for undertaking in marked.undertakings]
        for undertaking in _counted(marked, found):
            if undertaking.confidence is not None:
                is_right = any(overlap(undertaking.span, span) >= ENOUGH for span in spans)
                self.rated.append((undertaking.confidence, is_right))


def score(marked: Marked, found: Found, scores: Scores | None = None) -> Scores:
    """Score one document.

    Args:
        marked: what people marked.
        found: what the program found.
        scores: to add to; None for new ones.
    """
    scores = Scores() if scores is None else scores
    undertakings = _counted(marked, found)
    pairs = matched_spans(marked.undertakings, undertakings)
    of_marked, of_found = _by_span(marked.undertakings), _by_span(undertakings)
    scores["span"].add(len(pairs), len(of_marked), len(of_found))
    kinds = sum(
        bool({u.kind for u in of_marked[mine]} & {u.kind for u in of_found[theirs]}) for mine, theirs in pairs
    )
    scores["kind"].add(kinds, len(pairs), len(pairs))
    items = sum(matched_actions(of_marked[mine], of_found[theirs]) for mine, theirs in pairs)
    scores["item"].add(items, len(marked.undertakings), len(undertakings))
    alarms = sum(any(overlap(span, taken) >= ENOUGH for taken in of_found) for span in marked.look_alikes)
    scores["look-alike"].add(alarms, len(marked.look_alikes), len(marked.look_alikes))
    names = len(_pairs(marked.participants, found.participants, _same_name))
    scores["participant"].add(names, len(marked.participants), len(found.participants))
    agreeing, compared = _meeting(marked.meeting, found.meeting)
    scores["meeting"].add(agreeing, compared, compared)
    return scores


def overlap(one: Span, other: Span) -> float:
    """Give the intersection of two spans over their union, from 0 to 1."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared / (max(one[1], other[1]) - min(one[0], other[0])) if shared > 0 else 0.0


def matched_spans(marked: Sequence[Undertaking], found: Sequence[Undertaking]) -> list[tuple[Span, Span]]:
    """Pair the distinct quotes of both, one to one, the best overlap first."""
    return _pairs(sorted(_by_span(marked)), sorted(_by_span(found)), overlap)


def matched_actions(marked: Sequence[Undertaking], found: Sequence[Undertaking]) -> int:
    """Count the actions of two quotes that agree, one to one."""
    return len(_pairs([u.action for u in marked], [u.action for u in found], _same_words))


def _counted(marked: Marked, found: Found) -> list[Undertaking]:
    return [u for u in found.undertakings if all(overlap(u.span, b) < ENOUGH for b in marked.borderline)]


def _by_span(undertakings: Sequence[Undertaking]) -> dict[Span, list[Undertaking]]:
    places: dict[Span, list[Undertaking]] = {}
    for undertaking in undertakings:
        places.setdefault(undertaking.span, []).append(undertaking)
    return places


def _pairs(one: Sequence[T], other: Sequence[T], agree: Callable[[T, T], float]) -> list[tuple[T, T]]:
    """Pair what agrees by at least one half, one to one, the best agreement first."""
    ranked = [(agree(a, b), i, j) for i, a in enumerate(one) for j, b in enumerate(other)]
    ranked = sorted((r for r in ranked if r[0] >= ENOUGH), key=lambda r: (-r[0], r[1], r[2]))
    left, right, pairs = set(range(len(one))), set(range(len(other))), []
    for _agreement, i, j in ranked:
        if i in left and j in right:
            left.remove(i)
            right.remove(j)
            pairs.append((one[i], other[j]))
    return pairs


def _same_words(one: str, other: str) -> float:
    left, right = set(fold(one).split()), set(fold(other).split())
    common = len(left & right)
    return 2 * common / (len(left) + len(right)) if common else 0.0


def _same_name(one: str, other: str) -> float:
    """Compare names: the same words, or at least two of them and no other ("Joel Hernández García")."""
    left, right = fold(one).split(), fold(other).split()
    if not left or not right:
        return 0.0
    if left == right:
        return 1.0
    short, long = sorted((left, right), key=len)
    return 0.9 if len(short) >= 2 and set(short) <= set(long) else 0.0


def _meeting(marked: Mapping[str, Any], found: Mapping[str, Any]) -> tuple[int, int]:
    agreeing = compared = 0
    for name in _FIELDS:
        wanted, given = marked.get(name), found.get(name)
        if wanted in (None, "", []):
            continue
        compared += 1
        if name == "place" and given:
            one, other = fold(str(wanted)), fold(str(given))
            agreeing += one in other or other in one
        else:
            agreeing += str(wanted) == str(given)
    parties = sorted(fold(str(party)) for party in marked.get("parties") or ())
    if parties:
        compared += 1
        agreeing += parties == sorted(fold(str(party)) for party in found.get("parties") or ())
    return agreeing, compared
