"""A draft joint statement against what was agreed before: repeated, weakened, dropped, and what is new.

Two undertakings are compared by the words of the field that they share, each given as an English stem, so
that a Spanish and an English wording meet. It is a comparison of words, not of meaning: a wording that shares
no word counts as dropped and new, which is why every line shows its reason and the nearest wording is named.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tequio.engines.briefing.facts import Quote, Record
from tequio.text import fold

MATCHES_FROM = 0.42
"""Likeness (0 to 1) from which two undertakings count as the same."""

_TOPICS_WEIGH = 0.1
# Words that stand in every undertaking tell little: they count for this much of their rarity.
_COMMON_WEIGHS = 0.35
_COMMON = frozenset(
    {
        *("human", "right", "promot", "protect", "strengthen", "continu", "cooperat", "cooperation", "work"),
        *("state", "party", "countr", "mexico", "ensur", "implement", "implementation", "mutual", "joint"),
        *("area", "issu", "matter", "includ", "respect", "dialogu", "take", "action", "both", "side"),
    }
)
# Narrowed: more than this part of the earlier words is gone, and this part of the new words was there before.
_LOST_FROM = 0.34
_KEPT_FROM = 0.6
# Words that take an undertaking back while repeating it, folded.
HEDGES: tuple[str, ...] = (
    "as appropriate",
    "where appropriate",
    "where possible",
    "when possible",
    "to the extent possible",
    "within available resources",
    "subject to available",
    "seek to",
    "endeavour to",
    "consider",
    "explore",
    "segun proceda",
    "cuando proceda",
    "en su caso",
    "en la medida de lo posible",
    "cuando sea posible",
    "dentro de los recursos disponibles",
    "sujeto a disponibilidad",
    "procurar",
    "considerar",
    "explorar",
    "valorar",
)
_HEDGE = re.compile(rf"\b(?:{'|'.join(HEDGES)})\b")


class Outcome(StrEnum):
    """What a draft does with an earlier undertaking."""

    REPEATED = "repeated"
    WEAKENED = "weakened"
    DROPPED = "dropped"
    NEW = "new"


class Weakness(StrEnum):
    """In which way a draft says less."""

    SOFTER = "softer"
    HEDGED = "hedged"
    DEADLINE_DROPPED = "deadline_dropped"
    DEADLINE_LATER = "deadline_later"
    RECURRENCE_DROPPED = "recurrence_dropped"
    NARROWED = "narrowed"
    FEWER_ACTORS = "fewer_actors"


@dataclass(frozen=True, slots=True)
class Undertaking:
    """An undertaking as it is compared.

    Args:
        quote: the whole sentence.
        action: its verb phrase.
        strength: firm or soft.
        terms: English stem -> the word that stands for it in `action`.
        around: English stems of the whole sentence.
        topics: codes of its subjects.
        actors: who owes it, as keys that are the same for one institution in every language.
        due_on: last day of its deadline, or None.
        deadline: the words of it, or empty.
        recurrence: how often, or empty.
        record: of the register, None for one of the draft.
    """

    quote: Quote
    action: str
    strength: str
    terms: dict[str, str]
    around: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    actors: frozenset[str] = frozenset()
    due_on: date | None = None
    deadline: str = ""
    recurrence: str = ""
    record: Record | None = None


@dataclass(frozen=True, slots=True)
class Weakened:
    """One way in which the draft says less, with the words that show it."""

    kind: Weakness
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """What became of one undertaking.

    Args:
        outcome: repeated, weakened, dropped or new.
        earlier: of the register; None for a new one.
        draft: of the draft; None for a dropped one.
        likeness: of the two, or of the nearest that was not near enough; 0 to 1.
        shared: words that they share, as the draft (or the nearest of it) has them.
        weakened: why it counts as weakened.
        nearest: the nearest of the other side where none is near enough.
    """

    outcome: Outcome
    earlier: Undertaking | None
    draft: Undertaking | None
    likeness: float
    shared: tuple[str, ...] = ()
    weakened: tuple[Weakened, ...] = ()
    nearest: Undertaking | None = None


def compare_statement(earlier: Sequence[Undertaking], draft: Sequence[Undertaking]) -> list[Compared]:
    """Say of each earlier undertaking what the draft does with it, and which of the draft are new.

    Args:
        earlier: what was agreed before.
        draft: what the draft says.

    Returns:
        One for each earlier undertaking in its order, then one for each of the draft that is like none.
    """
    rarity = _rarity([*earlier, *draft])
    found: list[Compared] = []
    matched: set[int] = set()
    for one in earlier:
        scored = [(likeness(one, other, rarity), at) for at, other in enumerate(draft)]
        score, at = max(scored, default=(0.0, -1), key=lambda pair: (pair[0], -pair[1]))
        nearest = draft[at] if at >= 0 else None
        shared = _shared(one, nearest, rarity)
        if nearest is None or score < MATCHES_FROM:
            near = nearest if shared else None
            found.append(Compared(Outcome.DROPPED, one, None, score, shared, nearest=near))
            continue
        matched.add(at)
        weakened = tuple(weaknesses(one, nearest, rarity))
        outcome = Outcome.WEAKENED if weakened else Outcome.REPEATED
        found.append(Compared(outcome, one, nearest, score, shared, weakened))
    for at, other in enumerate(draft):
        if at in matched:
            continue
        scores = [(likeness(one, other, rarity), place) for place, one in enumerate(earlier)]
        score, place = max(scores, default=(0.0, -1), key=lambda pair: (pair[0], -pair[1]))
        before = earlier[place] if place >= 0 else None
        if before is not None and score >= MATCHES_FROM:
            continue  # a second wording of what another sentence of the draft repeats better
        shared = _shared(other, before, rarity)
        near = before if shared else None
        found.append(Compared(Outcome.NEW, None, other, score, shared, nearest=near))
    return found


def likeness(one: Undertaking, other: Undertaking, rarity: dict[str, float]) -> float:
    """Say how alike two undertakings are, from 0 to 1.

    The rarity of the shared words over the geometric mean of both (the cosine of Ochiai 1957 with weights),
    and a little for subjects in common.
    """
    own, its = _weight(one.terms, rarity), _weight(other.terms, rarity)
    if not own or not its:
        return 0.0
    common = _weight(one.terms.keys() & other.terms.keys(), rarity)
    both = one.topics | other.topics
    topics = len(one.topics & other.topics) / len(both) if both else 0.0
    return (1 - _TOPICS_WEIGH) * common / math.sqrt(own * its) + _TOPICS_WEIGH * topics


def weaknesses(one: Undertaking, draft: Undertaking, rarity: dict[str, float]) -> Iterable[Weakened]:
    """Yield the ways in which a draft says less than what was agreed."""
    if (one.strength, draft.strength) == ("firm", "soft"):
        yield Weakened(Weakness.SOFTER)
    if hedges := _HEDGE.findall(fold(draft.quote.words)):
        new = [words for words in dict.fromkeys(hedges) if words not in fold(one.quote.words)]
        if new:
            yield Weakened(Weakness.HEDGED, tuple(new))
    if one.deadline and not one.recurrence and not draft.deadline:
        yield Weakened(Weakness.DEADLINE_DROPPED, (one.deadline,))
    if one.due_on and draft.due_on and draft.due_on > one.due_on:
        yield Weakened(Weakness.DEADLINE_LATER, (one.deadline, draft.deadline))
    if one.recurrence and not draft.recurrence:
        yield Weakened(Weakness.RECURRENCE_DROPPED, (one.recurrence,))
    if one.actors and draft.actors and one.actors - draft.actors:
        yield Weakened(Weakness.FEWER_ACTORS, tuple(sorted(one.actors - draft.actors)))
    # Across languages too many words differ for the translator's reasons to say that the scope is narrower.
    if one.quote.language == draft.quote.language:
        said = fold(one.deadline).split()  # what is lost with the deadline is told above
        gone = one.terms.keys() - draft.terms.keys() - draft.around
        lost = sorted(
            (stem for stem in gone if fold(one.terms[stem]) not in said),
            key=lambda stem: (-rarity[stem], stem),
        )
        kept = _weight(one.terms.keys() & draft.terms.keys(), rarity) / (_weight(draft.terms, rarity) or 1)
        if _weight(lost, rarity) > _LOST_FROM * _weight(one.terms, rarity) and kept >= _KEPT_FROM:
            yield Weakened(Weakness.NARROWED, tuple(dict.fromkeys(one.terms[stem] for stem in lost))[:5])


def _rarity(all_of: Sequence[Undertaking]) -> dict[str, float]:
    counts = Counter(stem for one in all_of for stem in one.terms)
    return {
        stem: math.log(1 + len(all_of) / n) * (_COMMON_WEIGHS if stem in _COMMON else 1)
        for stem, n in counts.items()
    }


def _weight(stems: Iterable[str], rarity: dict[str, float]) -> float:
    return sum(rarity[stem] for stem in stems)


def _shared(one: Undertaking, other: Undertaking | None, rarity: dict[str, float]) -> tuple[str, ...]:
    if other is None:
        return ()
    stems = sorted(one.terms.keys() & other.terms.keys(), key=lambda stem: (-rarity[stem], stem))
    return tuple(dict.fromkeys(other.terms[stem] for stem in stems))[:6]
