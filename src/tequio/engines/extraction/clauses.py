"""A sentence as tokens with the tags that the grammar asks for, on spaCy's blank pipelines.

Only sentences that hold a cue word come here, so that the tokenizer's cost stays in proportion. Tags come from
`lexicon`, not from a model: VB, VBZ, VBD, VBG for English; INF, GER, SUB (subjunctive), FUT1, FUT3, FUT4, FUT6 and CUE for Spanish; in both
ADV for the adverbs that may stand between a cue and its verb, and W for everything else.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from tequio.engines.extraction.lexicon import (
    english_forms,
    spanish_form,
    spanish_lemmas,
    spanish_subjunctives,
)
from tequio.engines.extraction.pipelines import Doc, pipeline

__all__ = ["Clause", "read_clause"]

_ADVERBS = {
    "en": frozenset(
        """also further jointly together therefore thus now again both each actively closely fully continuously urgently
        immediately promptly strongly respectively similarly additionally moreover furthermore once mutually collectively
        individually likewise unanimously formally explicitly effectively progressively gradually constructively better
        always never not even more currently specifically particularly hereby firmly swiftly quickly rapidly significantly
        soon subsequently then just still only bilaterally multilaterally regularly periodically annually
        positively proactively systematically carefully vigorously seriously substantially continually consistently
        publicly duly consequently accordingly separately independently steadily equally ultimately finally
        initially voluntarily meaningfully comprehensively adequately sustainably decisively instead inter alia
        strategically voluntarily thoroughly strictly expeditiously dramatically radically universally genuinely""".split()
    ),
    "es": frozenset(
        """también además asimismo conjuntamente igualmente ya ahora no más mejor plenamente estrechamente activamente
        urgentemente inmediatamente efectivamente respectivamente mutuamente formalmente periódicamente regularmente
        respetuosamente encarecidamente firmemente progresivamente gradualmente debidamente adecuadamente
        especialmente particularmente rápidamente prontamente coordinadamente continuamente permanentemente
        oportunamente unánimemente nuevamente finalmente enérgicamente oficialmente anualmente siempre aún todavía
        juntos juntas públicamente eficazmente expresamente vivamente seriamente enfáticamente cordialmente
        muy atentamente exhaustivamente previamente posteriormente oficiosamente explícitamente ampliamente""".split()
    ),
}


@dataclass(frozen=True, slots=True)
class Clause:
    """One sentence, tokenised and tagged.

    Args:
        words: the sentence as read, one line.
        language: "en" or "es".
        doc: the spaCy document.
        lower: each token in lower case.
        tags: each token's tag.
        starts: each token's first character in `words`.
        lemmas: the lemma of each verb that the lexicon knows; other words as they are.
    """

    words: str
    language: str
    doc: Doc
    lower: tuple[str, ...]
    tags: tuple[str, ...]
    starts: tuple[int, ...]
    lemmas: tuple[str, ...]

    def end(self, index: int) -> int:
        """Give the offset in `words` one past a token."""
        return self.starts[index] + len(self.lower[index])

    def text(self, start: int, end: int) -> str:
        """Give the words of tokens `start` to `end` (half open)."""
        return self.words[self.starts[start] : self.end(end - 1)] if end > start else ""

    def __len__(self) -> int:
        return len(self.lower)


def _tag(word: str, language: str) -> tuple[str, str]:
    """Give (tag, lemma) of a word in lower case."""
    if word in _ADVERBS[language]:
        return "ADV", word
    if language == "en":
        lemma, tag = english_forms().get(word, (word, "W"))
        if tag == "W" and len(word) > 5 and word.endswith("ly") and word not in _NOT_ADVERBS_EN:
            return "ADV", word
        return tag, lemma
    if (tag := spanish_form(word)) in ("INF", "GER"):
        return tag, spanish_lemmas().get(word, word)
    if word in spanish_subjunctives():
        return "SUB", word
    if lemma := spanish_lemmas().get(word, ""):
        return tag or "CUE", lemma
    if tag:
        return tag, word
    if len(word) > 8 and word.endswith("mente"):
        return "ADV", word
    return "W", word


_NOT_ADVERBS_EN = frozenset(
    "family assembly anomaly monopoly butterfly elderly friendly timely costly orderly deadly italy".split()
)
_MODALS = frozenset("will would shall should must can could 'll".split())
_NOT_VERBS = frozenset(
    "not be the a an we they he she it you i this that these have nevertheless however".split()
)


# A token in lower case, its tag, its lemma, and the tag that it has elsewhere: "VB" after a modal (whatever
# stands there is a verb, listed or not), "W" where it does not open the sentence (a name: "Belém do Pará", "the United States").
_Known = tuple[str, str, str, str]


@cache
def _vocabulary(language: str) -> dict[int, _Known]:
    """What is known of each token met so far, by spaCy's number of its text."""
    return {}


def _look_up(text: str, language: str) -> _Known:
    word = text.lower() if len(text.lower()) == len(text) else text
    tag, lemma = _tag(word, language) if len(word) < 40 else ("W", word)
    if tag == "W" and word.isalpha() and text == word and word not in _NOT_VERBS:
        return word, tag, lemma, "VB"
    return word, tag, lemma, "W" if (tag[:3] == "FUT" or tag == "VBZ") and text != word else ""


def read_clause(words: str, language: str) -> Clause:
    """Tokenise and tag a sentence.

    Args:
        words: the sentence in one line.
        language: "en" or "es".

    Returns:
        The clause; its tokens' offsets are offsets in `words`.
    """
    doc = pipeline(language).tokenizer(words)
    vocabulary = _vocabulary(language)
    numbers, starts = doc.to_array(["ORTH", "IDX"]).T.tolist() if len(doc) else ([], [])
    lower: list[str] = []
    tags: list[str] = []
    lemmas: list[str] = []
    before = ""
    for index, number in enumerate(numbers):
        known = vocabulary.get(number)
        if known is None:
            known = vocabulary[number] = _look_up(doc[index].text, language)
        word, tag, lemma, elsewhere = known
        if elsewhere and (before in _MODALS if elsewhere == "VB" else index):
            tag = elsewhere
        lower.append(word)
        lemmas.append(lemma)
        tags.append(tag)
        before = word
    return Clause(words, language, doc, tuple(lower), tuple(tags), tuple(starts), tuple(lemmas))
