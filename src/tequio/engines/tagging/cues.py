"""Cue phrases: which tags do the words of a passage speak for, and which words are they?

A cue is a group of words ("enforced disappearance"), weak with "~" before it, or several that must all be
present ("women & prison"). Matching is on stems without function words: forms and articles do not matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tequio.engines.tagging.vocabulary import Scheme, Term
from tequio.engines.tagging.words import FUNCTION_WORDS, stem, tokens

STRONG = 1.0
WEAK = 0.4

Content = Sequence[tuple[str, str]]
"""(stem, the word as the passage has it), function words left out."""

Tag = tuple[Scheme, str]
"""A scheme and a code in it."""


@dataclass(frozen=True, slots=True)
class Hit:
    """What speaks for a tag: summed weight of its cues and the passage's own words."""

    weight: float
    words: tuple[str, ...]


Hits = dict[Scheme, dict[str, Hit]]
"""Scheme -> code -> what speaks for it."""


@dataclass
class CueSet:
    """Compiled cues.

    Args:
        phrases: first stem -> [(all its stems, phrase number)].
        single: phrase number -> [(tag, weight)] for cues of one phrase.
        joint: phrase number -> [(all the phrase numbers needed, tag, weight)] for cues with "&".
    """

    phrases: dict[str, list[tuple[tuple[str, ...], int]]] = field(default_factory=dict)
    single: dict[int, list[tuple[Tag, float]]] = field(default_factory=dict)
    joint: dict[int, list[tuple[frozenset[int], Tag, float]]] = field(default_factory=dict)

    def spots(self, content: Content) -> dict[int, str]:
        """Find the phrases that stand in a passage: phrase number -> the passage's words for it."""
        found: dict[int, str] = {}
        keys = [key for key, _ in content]
        for start, key in enumerate(keys):
            for phrase, number in self.phrases.get(key, ()):
                size = len(phrase)
                if number in found:
                    continue
                if size == 1:
                    found[number] = content[start][1]
                elif tuple(keys[start : start + size]) == phrase:
                    shown = (word for _, word in content[start : start + size])
                    found[number] = " ".join(dict.fromkeys(shown))
        return found

    def hits(self, spots: dict[int, str]) -> Hits:
        """Weigh what speaks for each tag; words that count for a tag count once.

        Args:
            spots: as `spots` gives them.
        """
        found: dict[Tag, dict[str, float]] = {}
        for number, words in spots.items():
            for tag, weight in self.single.get(number, ()):
                by = found.setdefault(tag, {})
                by[words] = max(weight, by.get(words, 0.0))
            for needed, tag, weight in self.joint.get(number, ()):
                if needed <= spots.keys():
                    key = " … ".join(spots[n] for n in sorted(needed))
                    by = found.setdefault(tag, {})
                    by[key] = max(weight, by.get(key, 0.0))
        grouped: Hits = {}
        for (scheme, code), by in found.items():
            grouped.setdefault(scheme, {})[code] = Hit(sum(by.values()), tuple(by))
        return grouped


def content_words(english: Iterable[str], shown: Iterable[str] | None = None) -> list[tuple[str, str]]:
    """Pair the stem of each content word with the word to show for it.

    Args:
        english: English tokens (a gloss for another language).
        shown: the passage's own words, one for each token; `english` itself where left out.
    """
    if shown is None:
        return [(stem(token), token) for token in english if token not in FUNCTION_WORDS]
    pairs = zip(english, shown, strict=True)
    return [(stem(token), word) for token, word in pairs if token not in FUNCTION_WORDS]


def compile_cues(schemes: dict[Scheme, dict[str, Term]]) -> CueSet:
    """Compile the cue columns of several schemes into one set.

    Args:
        schemes: scheme -> its terms by code.

    Raises:
        ValueError: a cue has no content word.
    """
    compiled = CueSet()
    numbers: dict[tuple[str, ...], int] = {}

    def number_of(phrase: str) -> int:
        key = tuple(root for root, _ in content_words(tokens(phrase)))
        if not key:
            raise ValueError(f"The cue {phrase!r} has no content word.")
        return numbers.setdefault(key, len(numbers))

    for scheme, terms in schemes.items():
        for code, term in terms.items():
            for cue in filter(None, (part.strip() for part in term.cues.split("|"))):
                weight = WEAK if cue.startswith("~") else STRONG
                needed = frozenset(number_of(part) for part in cue.lstrip("~").split("&"))
                if len(needed) == 1:
                    compiled.single.setdefault(min(needed), []).append(((scheme, code), weight))
                    continue
                for number in needed:
                    compiled.joint.setdefault(number, []).append((needed, (scheme, code), weight))
    for key, number in numbers.items():
        compiled.phrases.setdefault(key[0], []).append((key, number))
    return compiled
