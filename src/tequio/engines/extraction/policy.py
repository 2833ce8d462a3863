"""What a cue is, and the small notation in which the lists of cues are written.

`policy_en` and `policy_es` are the lists: readable data, one entry a cue, each with what it looks like, what it
means and why. A pattern is a line of symbols, each one token:

    word            that word, in lower case        a|b|c      any of these words
    <agree|decide>  any finite form of these verbs  <agree>ing its gerund
    BE              a form of "be", "remain" …      SELF       ourselves, itself …
    ADV*            adverbs, none or several        *3         up to three words of any kind, no punctuation
    word?           that word or nothing            NOUN(a|b)  the noun, singular or plural, also "commitment(s)"
    V               the verb undertaken: VB or VBG in English, INF in Spanish; always the last symbol
    ~9             up to nine tokens of any kind, punctuation too
    VB VBG INF GER  that form of the verb undertaken
    FUT             a Spanish future, itself the verb undertaken
    NP              not a token: what follows must be a noun that names an activity
    THAT            not a token: a clause follows, whose modal or future verb is the verb undertaken
    SUBJ            not a token: Spanish "que" + subjunctive follows; its verb is the verb undertaken
    END             not a token: what is undertaken stands in the clause around the cue itself

A pattern is compiled to steps, one a token, that are walked over a sentence's tokens; spaCy's Matcher, which would
do the same, tries every pattern at every token and took a fifth of the time of a whole reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tequio.engines.extraction.clauses import Clause
from tequio.engines.extraction.findings import Kind, Strength

__all__ = ["Cue", "Rejection", "compile_pattern", "find_entries"]


@dataclass(frozen=True, slots=True)
class Cue:
    """One way in which an undertaking is worded.

    Args:
        id: short and stable; stored with each finding.
        patterns: in the notation above.
        reason: said to the reader; "{subject}" is filled in.
        kind: recommendation, or None where content decides between commitment and agreement.
        strength: firm or soft.
        subject: "actor" where the subject must be able to act (a party, a person, a body), "any" otherwise.
        asks: whether the cue has an addressee between itself and the verb (who owes it).
        prior: how often such a finding is right before its features are looked at.
    """

    id: str
    patterns: tuple[str, ...]
    reason: str
    kind: Kind | None = None
    strength: Strength = Strength.FIRM
    subject: str = "any"
    asks: bool = False
    prior: float = 0.8


@dataclass(frozen=True, slots=True)
class Rejection:
    """Words that look like an undertaking and are none; `reason` says why."""

    id: str
    patterns: tuple[str, ...]
    reason: str


_BE = (
    "be am is are was were been remain remains remained stay stays stand stands es son está están estamos somos "
    "sigue siguen continúa continúan permanecen"
).split()
_SELF = "ourselves themselves itself himself herself".split()
_VERB_TAGS = ["VB", "VBZ", "VBD", "VBP", "CUE", "FUT3", "FUT6", "FUT4"]
_WORDS = {"BE": _BE, "SELF": _SELF}
_TAGS = {
    "VB": ["VB"],
    "VBD": ["VBD"],
    "VBG": ["VBG", "CUEG"],
    "INF": ["INF"],
    "GER": ["GER"],
    "FUT": ["FUT3", "FUT4", "FUT6"],
}
_NO_TOKEN = {"NP", "THAT", "SUBJ", "END"}
_SYMBOL = re.compile(
    r"<(?P<lemma>[^>]+)>(?P<ing>ing)?|NOUN\((?P<noun>[^)]+)\)|\*(?P<gap>\d+)|~(?P<any>\d+)|(?P<word>\S+)"
)


@dataclass(frozen=True, slots=True)
class _Step:
    """What one token must be: each of the three that is given must hold it.

    Args:
        words: tokens in lower case.
        lemmas: lemmas.
        tags: tags.
        repeats: "" once, "?" once or not at all, "*" any number of times.
    """

    words: frozenset[str] | None = None
    lemmas: frozenset[str] | None = None
    tags: frozenset[str] | None = None
    repeats: str = ""

    def fits(self, clause: Clause, index: int) -> bool:
        """Say whether a token is what the step asks for."""
        return (
            (self.words is None or clause.lower[index] in self.words)
            and (self.tags is None or clause.tags[index] in self.tags)
            and (self.lemmas is None or clause.lemmas[index] in self.lemmas)
        )


@dataclass(frozen=True, slots=True)
class _Gap:
    """Up to so many tokens of any kind between two steps."""

    most: int
    over_punctuation: bool


def _step(symbol: str, language: str) -> _Step | _Gap:
    """Compile one symbol."""
    repeats = "?" if symbol.endswith("?") and len(symbol) > 1 else ""
    match = _SYMBOL.fullmatch(symbol[:-1] if repeats else symbol)
    if match is None:
        msg = f"not a symbol of the notation: {symbol}"
        raise ValueError(msg)
    if match["lemma"]:
        tags = ["VBG", "CUEG", "GER"] if match["ing"] else _VERB_TAGS
        return _Step(lemmas=frozenset(match["lemma"].split("|")), tags=frozenset(tags), repeats=repeats)
    if match["noun"]:
        nouns = match["noun"].split("|")
        plural = "es" if language == "es" else "s"
        words = [*nouns, *(n + "s" for n in nouns), *(n + plural for n in nouns)]
        return _Step(words=frozenset(words), repeats=repeats)
    if match["gap"]:
        return _Gap(int(match["gap"]), over_punctuation=False)
    if match["any"]:
        return _Gap(int(match["any"]), over_punctuation=True)
    word = match["word"]
    if word == "ADV*":
        return _Step(tags=frozenset({"ADV"}), repeats="*")
    if word == "V":
        return _Step(tags=frozenset({"VB", "VBG"} if language == "en" else {"INF"}), repeats=repeats)
    if word in _TAGS:
        return _Step(tags=frozenset(_TAGS[word]), repeats=repeats)
    return _Step(words=frozenset(_WORDS.get(word) or word.split("|")), repeats=repeats)


def compile_pattern(pattern: str, language: str) -> tuple[list[_Step | _Gap], str]:
    """Compile a pattern; gives its steps and gaps and the complement ("V", "NP", "THAT", "SUBJ", "END")."""
    symbols = pattern.split()
    complement = symbols[-1] if symbols[-1] in _NO_TOKEN else "V"
    return [_step(symbol, language) for symbol in symbols if symbol not in _NO_TOKEN], complement


_PUNCTUATION = frozenset(',;:.!?()[]{}"“”«»—–-…‘¿¡/*')


class _Segment:
    """The part of a pattern between two gaps."""

    def __init__(self, steps: list[_Step], gap: int, over_punctuation: bool) -> None:
        self.steps, self.gap, self.over_punctuation = steps, gap, over_punctuation

    def ends(self, clause: Clause, start: int) -> list[int]:
        """Give the ends of the matches that begin at a token, nearest first."""
        reached = [start]
        length = len(clause)
        for step in self.steps:
            further: list[int] = []
            for place in reached:
                at = place
                if step.repeats:
                    further.append(at)
                    while at < length and step.fits(clause, at):
                        at += 1
                        further.append(at)
                        if step.repeats == "?":
                            break
                elif at < length and step.fits(clause, at):
                    further.append(at + 1)
            if not further:
                return []
            reached = further
        return sorted(set(reached)) if len(reached) > 1 else reached

    def ends_after(self, clause: Clause, end: int) -> list[int]:
        """Give the ends of the matches that begin within this segment's gap after a token."""
        found: list[int] = []
        for start in range(end, min(end + self.gap + 1, len(clause))):
            found += self.ends(clause, start)
            if not self.over_punctuation and clause.lower[start] in _PUNCTUATION:
                break
        return found


class _Pattern:
    """One compiled pattern: segments with gaps between them."""

    def __init__(self, entry: Cue | Rejection, written: str, language: str) -> None:
        self.entry = entry
        compiled, self.complement = compile_pattern(written, language)
        self.segments: list[_Segment] = []
        part: list[_Step] = []
        gap, over = 0, False
        for step in compiled:
            if isinstance(step, _Gap):
                self.segments.append(_Segment(part, gap, over))
                part, gap, over = [], step.most, step.over_punctuation
            else:
                part.append(step)
        if part:
            self.segments.append(_Segment(part, gap, over))
        self.open_end = 0 if part else gap  # a gap at the very end, before what is no token
        self.first = self.segments[0].steps[0] if self.segments[0].steps else _Step(repeats="?")
        if self.first.repeats:
            msg = f"a pattern must begin with a word, a verb or a tag: {written}"
            raise ValueError(msg)

    def match(self, clause: Clause, start: int) -> list[int]:
        """Give the ends of the matches that begin at a token, nearest first."""
        ends = self.segments[0].ends(clause, start)
        for segment in self.segments[1:]:
            if not ends:
                return ends
            ends = sorted({after for end in ends for after in segment.ends_after(clause, end)})
        if self.open_end and ends:
            ends = list(range(ends[0], min(ends[0] + self.open_end, len(clause)) + 1))
        return ends


_Grouped = dict[str, list[_Pattern]]


@cache
def _index(language: str, rejections: bool) -> tuple[_Grouped, _Grouped, _Grouped]:
    """Index a language's patterns by what they can begin with: a word, a tag or a lemma.

    Looked up by its first token, a pattern is tried only where it can begin.
    """
    from tequio.engines.extraction import policy_en, policy_es  # noqa: PLC0415 - the lists import this module

    policy = policy_es if language == "es" else policy_en
    entries: tuple[Cue | Rejection, ...] = policy.REJECTIONS if rejections else policy.CUES
    by_word: _Grouped = {}
    by_tag: _Grouped = {}
    by_lemma: _Grouped = {}
    for entry in entries:
        for written in entry.patterns:
            pattern = _Pattern(entry, written, language)
            first = pattern.first
            group, values = next(
                (group, values)
                for group, values in ((by_word, first.words), (by_lemma, first.lemmas), (by_tag, first.tags))
                if values is not None
            )
            for value in values:
                group.setdefault(value, []).append(pattern)
    return by_word, by_tag, by_lemma


def find_entries(
    clause: Clause, of: type[Cue] | type[Rejection]
) -> Iterator[tuple[Cue | Rejection, str, int, list[int]]]:
    """Find the entries of a language's list in a sentence.

    Args:
        clause: the sentence.
        of: `Cue` or `Rejection`.

    Yields:
        The entry, the complement it takes, the index of its first token, and the ends of its matches from there.
    """
    by_word, by_tag, by_lemma = _index(clause.language, of is Rejection)
    for start, (lower, tag) in enumerate(zip(clause.lower, clause.tags, strict=True)):
        found = by_word.get(lower, ())
        if tag != "W":
            found = [*found, *by_tag.get(tag, ()), *by_lemma.get(clause.lemmas[start], ())]
        for pattern in found:
            if ends := pattern.match(clause, start):
                yield pattern.entry, pattern.complement, start, ends
