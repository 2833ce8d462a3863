"""What a comparison of names gives, and the ranking of candidates."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

# From here on a name is taken for the same thing unless a person says otherwise.
CERTAIN = 0.9
# Below this nobody need be asked.
POSSIBLE = 0.5

Key = TypeVar("Key")


def word_list(written: str) -> list[str]:
    """Read a list of words that is written as running text, for lists that people read and change."""
    return written.split()


def word_set(written: str) -> frozenset[str]:
    """Read a set of words; see `word_list`."""
    return frozenset(word_list(written))


class Reason(StrEnum):
    """What decided on a likeness; the value says it in English, other languages translate the name."""

    EMPTY = "one of the names is empty"
    SAME = "the same name"
    SAME_BODY = "the same State or body"
    ABBREVIATION = "one is the abbreviation of the other"
    OTHER_PARTIES = "different parties"
    ONLY_PARTIES = "the same parties and nothing else"
    SAME_TERMS = "the same terms, in another order, spelling or language"
    MORE_PARTIES = "the same terms; one names parties that the other does not"
    SOME_TERMS = "the same but for some terms"
    NO_TERM = "no term in common"
    OTHER_ORDER = "the same words in another order"
    OTHER_WORDS = "words that do not agree"
    ONE_WORD = "only one word agrees"
    SAME_BUT = "the same but for some words"
    INITIALS = "initials stand for names"
    ONE_LETTER = "one letter differs"


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two names are.

    Args:
        score: 0 (different things) to 1 (the same name).
        reason: what decided.
        detail: the words or concepts in which they differ, where the reason speaks of some.
    """

    score: float
    reason: Reason
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Ranked(Generic[Key]):
    """A candidate with its likeness and the spelling that was most like."""

    key: Key
    spelling: str
    likeness: Likeness


def rank(
    name: str,
    candidates: Iterable[tuple[Key, str]],
    compare: Callable[[str, str], Likeness],
    least: float = POSSIBLE,
) -> list[Ranked[Key]]:
    """Rank what a name may be.

    Args:
        name: to be placed.
        candidates: (key, spelling); a key may stand there with several spellings, the best one counts.
        compare: `compare_titles` or `compare_persons`.
        least: lowest score that is given back.

    Returns:
        One entry per key, most alike first; equals in the order of the candidates.
    """
    best: dict[Key, Ranked[Key]] = {}
    for key, spelling in candidates:
        likeness = compare(name, spelling)
        known = best.get(key)
        if likeness.score >= least and (known is None or likeness.score > known.likeness.score):
            best[key] = Ranked(key, spelling, likeness)
    return sorted(best.values(), key=lambda ranked: -ranked.likeness.score)
