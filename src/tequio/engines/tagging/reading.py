"""A passage as the tagger sees it: English words in order, whatever its language."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tequio.engines.tagging.gloss import gloss, language_by_lexicon
from tequio.engines.tagging.words import LONGEST_PASSAGE, language_of, tokens_and_breaks

_CAPITAL = re.compile(r"(?<=[a-zà-ÿ,;)] )\(?[A-ZÀ-Þ]\w+")


@dataclass(frozen=True, slots=True)
class Reading:
    """A passage read.

    Args:
        english: English tokens (a gloss of a Spanish passage), lower case but for names in the lexicon.
        shown: the passage's own words, one for each token.
        breaks: for each token, whether a comma or stop stands before it.
        capitals: how many words inside a sentence begin with a capital: names of laws and bodies.
        commas: how many commas.
        has_digits: whether a digit stands in it.
        has_brackets: whether a bracket stands in it.
        language: in which it was read, or None.
    """

    english: list[str]
    shown: list[str]
    breaks: list[bool]
    capitals: int
    commas: int
    has_digits: bool
    has_brackets: bool
    language: str | None


def read(passage: str, language: str | None = None) -> Reading:
    """Read a passage into English tokens.

    Args:
        passage: any text; only its first `words.LONGEST_PASSAGE` characters are read.
        language: ISO 639-1 code where known; told from its function words where left out.
    """
    passage = passage[:LONGEST_PASSAGE]
    folded, shown, breaks = tokens_and_breaks(passage)
    language = language or language_of(folded) or language_by_lexicon(folded)
    if language == "es":
        glossed = gloss(folded, shown, breaks)
        folded, shown = [g.english.lower() for g in glossed], [g.shown for g in glossed]
        breaks = [g.is_after_stop for g in glossed]
    return Reading(
        english=folded,
        shown=shown,
        breaks=breaks,
        capitals=len(_CAPITAL.findall(passage)),
        commas=passage.count(","),
        has_digits=any(word[0].isdigit() for word in folded),
        has_brackets="(" in passage,
        language=language,
    )
