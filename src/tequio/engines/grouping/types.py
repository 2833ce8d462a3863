"""What goes into a grouping and what comes out of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

# text -> (start, end, key) of each instrument that it names.
InstrumentFinder = Callable[[str], Sequence[tuple[int, int, str]]]
# (text, language) -> stems of its words, those of every language in one language.
WordReader = Callable[[str, str], Sequence[str]]
# (texts, language) -> one vector each, of length 1, shape (texts, dimensions).
Encoder = Callable[[Sequence[str], str], Vectors]


@dataclass(frozen=True, slots=True)
class Passage:
    """Something that was asked.

    Args:
        id: stable id.
        text: the words of the demand.
        language: ISO 639-1 code of the text.
        body: who asks, "CEDAW", or empty.
        cycle: session, year or date, for the reader; not compared.
        state: the State that is asked; only demands of one State are grouped. Empty: all such are together.
    """

    id: str
    text: str
    language: str
    body: str = ""
    cycle: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Demand:
    """What a passage asks, as far as it is compared.

    Args:
        acts: classes of what is to be done (`acts.tsv`), in the order of the words.
        instruments: keys of the instruments that it names.
        persons: groups of people that it names.
        words: stem -> weight, normed to length 1; without words that every demand has.
        is_weak: whether it only asks to consider or to study something.
    """

    acts: tuple[str, ...]
    instruments: frozenset[str]
    persons: frozenset[str]
    words: dict[str, float]
    is_weak: bool = False


@dataclass(frozen=True, slots=True)
class Likeness:
    """How near two demands are.

    Args:
        score: from 0 to 1; the chance that a reader would call them the same demand.
        same_instruments: keys that both name.
        same_act: the class of what both ask, or empty.
        same_words: stems of both, the weightiest first, at most five.
        nearness: cosine of their vectors, or None without an encoder.
        strengths_differ: whether one only asks to consider what the other asks outright.
    """

    score: float
    same_instruments: tuple[str, ...] = ()
    same_act: str = ""
    same_words: tuple[str, ...] = ()
    nearness: float | None = None
    strengths_differ: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """A passage in a group.

    Args:
        id: of the passage.
        nearest: id of the passage of the group that it is nearest to; None where it is alone.
        likeness: how near, and why.
    """

    id: str
    nearest: str | None = None
    likeness: Likeness | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Passages that seem to ask the same of one State.

    Args:
        members: the one that stands for the others first.
        act: the class of what most of them ask, or empty.
        instruments: keys that most of them name.
        words: stems that most of them share, at most six.
        state: the State that is asked, or empty.
    """

    members: tuple[Member, ...]
    act: str = ""
    instruments: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    state: str = ""


@dataclass(frozen=True, slots=True)
class Readers:
    """The world of a grouping; what is left out is done without.

    Args:
        instruments: finds instruments by their names.
        words: reads words; without it English words are cut to stems by a light rule and Spanish demands are
            compared with English ones by instruments, acts and vectors alone.
        encoder: turns texts into vectors.
    """

    instruments: InstrumentFinder = field(default=lambda _text: ())
    words: WordReader | None = None
    encoder: Encoder | None = None
