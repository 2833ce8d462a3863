"""Labels found in a text: the longest at each place, one dictionary for each language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TypeAlias

from tequio.engines.retrieval.thesaurus.concepts import Concept, Match
from tequio.engines.retrieval.thesaurus.words import Normaliser, Word, words_in, words_of

Key: TypeAlias = tuple[str, ...]
Entries: TypeAlias = dict[Key, list[tuple[str, str]]]


class Labels:
    """The labels of one language, ready to be found.

    Args:
        concepts: whose labels are wanted.
        language: "es" or "en".
        normalise: gives the form in which one folded word is compared.
        skipped: words left out when labels and texts are compared.
        not_labels: phrases in which no label is looked for.
    """

    def __init__(
        self,
        concepts: Iterable[Concept],
        language: str,
        normalise: Normaliser,
        skipped: frozenset[str],
        not_labels: Iterable[str] = (),
    ) -> None:
        self._language = language
        self._normalise = lru_cache(maxsize=1 << 16)(normalise)
        self._skipped = skipped
        self._loose: Entries = {}
        self._exact: Entries = {}
        for concept in concepts:
            for label in concept.labels[language]:
                exact = label in concept.exact
                found = (self._exact if exact else self._loose).setdefault(self.key(label, exact=exact), [])
                if all(entry[0] != concept.id for entry in found):
                    found.append((concept.id, label))
        for phrase in not_labels:
            self._exact[self.key(phrase, exact=True)] = [("", phrase)]
        self._reach = {True: _reach(self._exact), False: _reach(self._loose)}

    def key(self, label: str, *, exact: bool = False) -> Key:
        """Give the words by which a label is compared; two labels with one key are found alike."""
        if exact:
            return tuple(words_in(label))
        normalise, skipped = self._normalise, self._skipped
        return tuple([normalise(word) for word in words_in(label) if word not in skipped])

    def shared(self) -> dict[str, tuple[str, ...]]:
        """Give the labels that stand for more than one concept, with the concepts' ids."""
        found = {}
        for entries in (self._loose, self._exact):
            for entry in entries.values():
                if len(entry) > 1:
                    found[entry[0][1]] = tuple(sorted(concept for concept, _ in entry))
        return found

    def match(self, text: str) -> list[Match]:
        """Find the labels in a text, from left to right, the longest at each place, in linear time."""
        words = list(words_of(text))
        counting = [word for word in words if word.folded not in self._skipped]
        stems = [self._normalise(word.folded) for word in counting]
        found = self._candidates(text, counting, stems, exact=False)
        if self._exact:
            found += self._candidates(text, words, [word.folded for word in words], exact=True)
        found.sort(key=lambda match: (match.start, -match.end, match.concept))
        return [match for match in _longest(found) if match.concept]

    def _candidates(
        self, text: str, words: Sequence[Word], forms: Sequence[str], *, exact: bool
    ) -> list[Match]:
        entries, reach = (self._exact if exact else self._loose), self._reach[exact]
        found: list[Match] = []
        for at, form in enumerate(forms):
            phrase = words[at].phrase
            for length in range(min(reach.get(form, 0), len(forms) - at), 0, -1):
                last = words[at + length - 1]
                if last.phrase != phrase:
                    continue
                start, end = words[at].start, last.end
                here = [
                    Match(concept, start, end, self._language, label)
                    for concept, label in entries.get(tuple(forms[at : at + length]), ())
                    if not exact or label.islower() or text[start:end] == label
                ]
                if here:
                    found += here
                    break
        return found


def _longest(found: Iterable[Match]) -> list[Match]:
    """Keep the longer of two matches that overlap; homonyms at one place stay together.

    Args:
        found: in the order of their starts, the longest first; without a concept where no label may stand.
    """
    kept: list[Match] = []
    for match in found:
        last = kept[-1] if kept else None
        if last is None or match.start >= last.end:
            kept.append(match)
        elif not last.concept:
            continue
        elif (match.start, match.end) == (last.start, last.end):
            kept.append(match)
        elif match.end - match.start > last.end - last.start:
            while kept and (kept[-1].start, kept[-1].end) == (last.start, last.end):
                kept.pop()
            kept.append(match)
    return kept


def _reach(entries: Entries) -> dict[str, int]:
    """Say for each first word how many words its longest label has."""
    reach: dict[str, int] = {}
    for key in entries:
        reach[key[0]] = max(len(key), reach.get(key[0], 0))
    return reach
