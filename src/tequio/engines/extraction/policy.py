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

Patterns are compiled to spaCy's Matcher.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from tequio.engines.extraction.clauses import Clause
from tequio.engines.extraction.findings import Kind, Strength
from tequio.engines.extraction.pipelines import Matcher, pipeline

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
_NO_TOKEN = {"NP", "THAT", "SUBJ", "END"}
_SYMBOL = re.compile(
    r"<(?P<lemma>[^>]+)>(?P<ing>ing)?|NOUN\((?P<noun>[^)]+)\)|\*(?P<gap>\d+)|~(?P<any>\d+)|(?P<word>\S+)"
)


def _token(symbol: str, language: str) -> list[dict[str, Any]]:
    """Compile one symbol to Matcher tokens."""
    optional = symbol.endswith("?") and len(symbol) > 1
    match = _SYMBOL.fullmatch(symbol[:-1] if optional else symbol)
    if match is None:
        msg = f"not a symbol of the notation: {symbol}"
        raise ValueError(msg)
    token: dict[str, Any]
    if match["lemma"]:
        tags = ["VBG", "CUEG", "GER"] if match["ing"] else _VERB_TAGS
        token = {"LEMMA": {"IN": match["lemma"].split("|")}, "TAG": {"IN": tags}}
    elif match["noun"]:
        nouns = match["noun"].split("|")
        plural = "es" if language == "es" else "s"
        token = {"LOWER": {"IN": [*nouns, *(n + "s" for n in nouns), *(n + plural for n in nouns)]}}
    elif match["gap"]:
        return [{"IS_PUNCT": False, "OP": "{0," + match["gap"] + "}"}]
    elif match["any"]:
        return [{"OP": "{0," + match["any"] + "}"}]
    else:
        word = match["word"]
        classes: dict[str, dict[str, Any]] = {
            "ADV*": {"TAG": "ADV", "OP": "*"},
            "BE": {"LOWER": {"IN": _BE}},
            "SELF": {"LOWER": {"IN": _SELF}},
            "V": {"TAG": {"IN": ["VB", "VBG"] if language == "en" else ["INF"]}},
            "VB": {"TAG": "VB"},
            "VBD": {"TAG": "VBD"},
            "VBG": {"TAG": {"IN": ["VBG", "CUEG"]}},
            "INF": {"TAG": "INF"},
            "GER": {"TAG": "GER"},
            "FUT": {"TAG": {"IN": ["FUT3", "FUT4", "FUT6"]}},
        }
        token = dict(classes.get(word, {"LOWER": {"IN": word.split("|")}}))
    if optional:
        token["OP"] = "?"
    return [token]


def compile_pattern(pattern: str, language: str) -> tuple[list[dict[str, Any]], str]:
    """Compile a pattern; gives the Matcher tokens and the complement ("V", "NP", "THAT", "SUBJ", "END")."""
    symbols = pattern.split()
    complement = symbols[-1] if symbols[-1] in _NO_TOKEN else "V"
    tokens = [t for symbol in symbols if symbol not in _NO_TOKEN for t in _token(symbol, language)]
    return tokens, complement


def _fits(token: dict[str, Any], clause: Clause, index: int) -> bool:
    """Say whether one Matcher token can match here."""
    for kind, words in (("LOWER", clause.lower), ("LEMMA", clause.lemmas), ("TAG", clause.tags)):
        if kind in token:
            value = token[kind]
            if not (words[index] in value["IN"] if isinstance(value, dict) else words[index] == value):
                return False
    return True


def _may_match(tokens: list[dict[str, Any]], clause: Clause, start: int) -> bool:
    """Walk a segment greedily: cheap, and enough to spare the Matcher most places where nothing is."""
    at = start
    for token in tokens:
        operator = token.get("OP", "")
        if operator == "*":
            while at < len(clause) and _fits(token, clause, at):
                at += 1
        elif at < len(clause) and _fits(token, clause, at):
            at += 1
        elif operator != "?":
            return False
    return True


_PUNCTUATION = frozenset(",;:.!?()[]{}\"“”«»—–-…'‘’¿¡/*")


class _Segment:
    """The part of a pattern between two gaps, with a Matcher of its own that is made when it is first needed."""

    def __init__(self, tokens: list[dict[str, Any]], gap: int, over_punctuation: bool, language: str) -> None:
        self.tokens, self.gap, self.over_punctuation, self.language = tokens, gap, over_punctuation, language
        self.matcher: Matcher | None = None
        self.reach = sum(4 if token.get("OP") == "*" else 1 for token in tokens)
        self.alone = len(tokens) == 1 and "OP" not in tokens[0] and "LEMMA" not in tokens[0]

    def ends(self, clause: Clause, start: int) -> list[int]:
        """Give the ends of the matches that begin at a token, nearest first."""
        if start >= len(clause) or not _may_match(self.tokens, clause, start):
            return []
        if self.alone:
            return [start + 1]
        if self.matcher is None:
            self.matcher = Matcher(pipeline(self.language).vocab, validate=False)
            self.matcher.add("segment", [self.tokens])
        window = clause.doc[start : start + self.reach]
        return sorted({start + end for _, begin, end in self.matcher(window) if begin == 0})

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

    def __init__(
        self, entry: Cue | Rejection, complement: str, tokens: list[dict[str, Any]], language: str
    ) -> None:
        self.entry, self.complement = entry, complement
        self.segments: list[_Segment] = []
        part: list[dict[str, Any]] = []
        gap, over = 0, False
        for token in tokens:
            operator = str(token.get("OP", ""))
            if operator.startswith("{"):
                self.segments.append(_Segment(part, gap, over, language))
                part, gap, over = [], int(operator[3:-1]), "IS_PUNCT" not in token
            else:
                part.append(token)
        if part:
            self.segments.append(_Segment(part, gap, over, language))
        self.open_end = 0 if part else gap  # a gap at the very end, before what is no token

    def match(self, clause: Clause, start: int) -> list[int]:
        """Give the ends of the matches that begin at a token, nearest first."""
        ends = self.segments[0].ends(clause, start)
        for segment in self.segments[1:]:
            ends = sorted({after for end in ends for after in segment.ends_after(clause, end)})
        if self.open_end and ends:
            ends = list(range(ends[0], min(ends[0] + self.open_end, len(clause)) + 1))
        return ends


@cache
def _index(language: str, rejections: bool) -> dict[str, tuple[_Pattern, ...]]:
    """Index a language's patterns by what they can begin with: a word, a lemma or a tag.

    A Matcher that holds every pattern tries each of them at every token; looked up by its first token, a pattern is
    tried only where it can begin.
    """
    from tequio.engines.extraction import policy_en, policy_es  # noqa: PLC0415 - the lists import this module

    policy = policy_es if language == "es" else policy_en
    entries: tuple[Cue | Rejection, ...] = policy.REJECTIONS if rejections else policy.CUES
    grouped: dict[str, list[_Pattern]] = {}
    for entry in entries:
        for written in entry.patterns:
            tokens, complement = compile_pattern(written, language)
            pattern = _Pattern(entry, complement, tokens, language)
            for kind in ("LOWER", "LEMMA", "TAG"):
                if kind in tokens[0]:
                    values = tokens[0][kind]
                    for value in values["IN"] if isinstance(values, dict) else [values]:
                        grouped.setdefault(f"{kind}={value}", []).append(pattern)
                    break
            else:
                msg = f"a pattern must begin with a word, a verb or a tag: {written}"
                raise ValueError(msg)
    return {key: tuple(patterns) for key, patterns in grouped.items()}


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
    index = _index(clause.language, of is Rejection)
    for start, (lower, tag) in enumerate(zip(clause.lower, clause.tags, strict=True)):
        found = [*index.get(f"LOWER={lower}", ()), *index.get(f"TAG={tag}", ())]
        if tag != "W":
            found += index.get(f"LEMMA={clause.lemmas[start]}", ())
        for pattern in found:
            if ends := pattern.match(clause, start):
                yield pattern.entry, pattern.complement, start, ends
