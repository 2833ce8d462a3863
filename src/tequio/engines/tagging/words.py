"""Words of a passage: which language it is in, its tokens, and their stems.

Everything later works on stems of English words; Spanish is brought there by `gloss`. The stemmer is
deliberately light (plural, -ing, -ed and a few noun endings): cue lists stay readable, and a wrong join is
rarer than with
a full one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

LONGEST_PASSAGE = 20_000
"""Characters that are read of one passage; a longer one is a document: its tags come from its beginning."""

_WORD = re.compile(r"[^\W_]+(?:'[a-z]+)?")
_WORD_OR_STOP = re.compile(r"[^\W_]+(?:['’][A-Za-z]+)?|[,;:.]")
_APOSTROPHE = re.compile(r"'(?:s|re|ve|ll|d|m|t)?$")


def listed(words: str) -> frozenset[str]:
    """Make a set of the words of one or several lines."""
    return frozenset(words.split())


FUNCTION_WORDS = listed(
    """
    a an the of to in on for and or by with from at as its it their his her our this that these those which
    who whom be is are was were been being has have had will would shall should must may s all any such other
    also so than
    """
)
"""Words that say nothing of the subject; cue phrases are matched without them."""

# The commonest words of each language, folded. French, Portuguese and German are here to be told apart.
_MARKERS = {
    "en": listed("the of and to in for with on that by is are its all their from as at an has not have"),
    "es": listed("el la los las de del y en que con para por una un su sus al se como mas lo es o e todos"),
    "fr": listed(
        "le la les des de et du une un dans pour que qui sur aux est par au leur ses avec afin ne pas en"
    ),
    "pt": listed("o os a as das dos da do de em com para uma nao sao pela pelo ao e seus suas no na que"),
    "de": listed("der die das und zu den von mit des auf fur ist im dem nicht ein eine sich werden in"),
}
# Words that only one of them has count twice.
_OWN = {
    "en": listed("the and of its their rights ensure continue ratify"),
    "es": listed("el los las del y por una su con recomienda garantizar derechos"),
    "fr": listed("le les des et du dans aux droits une pour"),
    "pt": listed("os das dos da do em nao ao direitos uma"),
    "de": listed("der und zu den von mit des auf nicht"),
}

_SPEAKS_FOR: dict[str, list[str]] = {}
for _marks in (_MARKERS, _OWN):
    for _code, _words in _marks.items():
        for _word in _words:
            _SPEAKS_FOR.setdefault(_word, []).append(_code)

_IRREGULAR = dict(
    pair.split(":")
    for pair in listed(
        """
        children:child childrens:child women:woman womens:woman men:man people:people persons:person
        peoples:people media:media measures:measure police:police ratification:ratify ratifications:ratify
        ratifying:ratify ratified:ratify ratifies:ratify accession:accede acceding:accede abolition:abolish
        abolishment:abolish laws:law wives:wife lives:life bodies:body studies:study studying:study
        aids:aids this:this is:is process:process news:news cases:case torture:torture trafficking:traffick
        trafficked:traffick traffickers:trafficker traffic:traffick housing:housing training:train
        trained:train trainings:train being:being series:series access:access crisis:crisis crises:crisis
        basis:basis prisoners:prisoner behaviour:behavior organisation:organization
        organisations:organization labor:labour centre:center centres:center programme:program
        programmes:program defence:defense licence:license wellbeing:welfare
        """
    )
)


def fold(words: str) -> str:
    """Lower-case the words and take off their accents; ñ becomes n."""
    plain = words.lower()
    if plain.isascii():
        return plain
    return "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c)).replace(
        "’", "'"
    )


def _bare(word: str) -> str:
    return _APOSTROPHE.sub("", word) if "'" in word else word


def tokens(passage: str) -> list[str]:
    """Split a passage into folded words, digits included, possessive endings off.

    Args:
        passage: any text; only its first `LONGEST_PASSAGE` characters are read.
    """
    return [_bare(word) for word in _WORD.findall(fold(passage[:LONGEST_PASSAGE]))]


@lru_cache(maxsize=200_000)
def _folded(word: str) -> str:
    return _bare(fold(word))


def tokens_and_breaks(passage: str) -> tuple[list[str], list[str], list[bool]]:
    """Split a passage as `tokens` does, and keep how it was written.

    Returns:
        The folded words; each as the passage has it; whether a comma or stop stands before it.
    """
    folded: list[str] = []
    written: list[str] = []
    breaks: list[bool] = []
    is_after_stop = False
    for found in _WORD_OR_STOP.findall(unicodedata.normalize("NFC", passage[:LONGEST_PASSAGE])):
        if found in ",;:.":
            is_after_stop = True
            continue
        word = _folded(found)
        if word:
            folded.append(word)
            written.append(found)
            breaks.append(is_after_stop)
            is_after_stop = False
    return folded, written, breaks


def language_of(folded: Sequence[str]) -> str | None:
    """Tell the language of folded tokens by its function words: en, es, fr, pt, de, or None where it cannot.

    A tie, or no function word at all, cannot be told.
    """
    scores = dict.fromkeys(_MARKERS, 0)
    for word in folded[:120]:
        for code in _SPEAKS_FOR.get(word, ""):
            scores[code] += 1
    best, second = sorted(scores, key=lambda code: -scores[code])[:2]
    return best if scores[best] > scores[second] else None


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Take the inflection off an English word: rights -> right, ensuring -> ensur, prohibited -> prohibit."""
    known = _IRREGULAR.get(word)
    if known is not None:
        return known
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-3] + "y" if word.endswith("ies") and len(word) > 4 else word[:-1]
        if word.endswith(("she", "che", "sse", "xe")):
            word = word[:-1]
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return _undouble(word[: -len(ending)])
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


def _undouble(word: str) -> str:
    if word[-1] == word[-2] and word[-1] not in "lsz":
        return word[:-1]
    return word[:-1] + "y" if word.endswith("i") else word
