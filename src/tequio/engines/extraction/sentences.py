"""Sentences of a passage, aware of abbreviations, initials, quotation marks and enumerations inside a paragraph."""

from __future__ import annotations

import re

__all__ = ["guess_language", "split_enumeration", "split_sentences"]

# Abbreviations after which a capital letter does not begin a sentence, in lower case without the last stop.
_ABBREVIATIONS = frozenset(
    """dr dra drs mr mrs ms messrs prof sr sra srta sres lic ing mtro mtra gral gen alm cap col sen rep gov hon rev st ste
    art arts art.s párr párrs parr parrs para paras inc núm núms num no nos n.º n.os vol pp p ed eds fig cf vs etc
    e.g i.e al approx aprox ltd inc co corp dept av avda ee.uu ee uu jan feb mar apr jun jul aug sept sep oct nov dec
    lt maj capt brig cmdr almte cnel amb dip
    ene abr ago dic cit op res doc rec c v sec secc ext tel excmo excma ilmo h.e ss""".split()
)
_END = re.compile(r"[.!?…]+[\"'”’»)\]\x94\x92*_]*(?=\s+[\"'“‘«(\[¿¡\x93\x91*_•–—-]*\s?[A-ZÁÉÍÓÚÑÜ0-9])")
_BEFORE = re.compile(r"(\S+)\Z")
# Words that open a sentence even after "U.S." or "D.C.".
_OPENERS = re.compile(
    r"\s+[\"“«(]*(?:The|They|We|He|She|It|Its|In|On|At|As|Both|During|This|These|Those|There|For|To|With|And|Under(?! Secretar)|Through|"
    r"Mexico|El|La|Los|Las|En|Se|Al|Por|Con|Para|Ambos|Ambas)\b"
)
# "…: (a) first; (b) second": each enumerated part stands for itself where there are at least two of them.
_ENUMERATION = re.compile(r"(?<=[:;,.])\s+(?:(?:y|e|and|or|o)\s+)?\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})\)\s+(?=\S)")


def split_sentences(words: str) -> list[tuple[int, int]]:
    """Split a passage into sentences.

    Args:
        words: the passage in one line, single spaces (`Flow.words`).

    Returns:
        Spans in reading order, without the space between them.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(words):
        if _is_abbreviation(words, start, match):
            continue
        spans.append((start, match.end()))
        start = match.end()
        while start < len(words) and words[start] == " ":
            start += 1
    if start < len(words):
        spans.append((start, len(words)))
    return spans


def _is_abbreviation(words: str, start: int, match: re.Match[str]) -> bool:
    if not match.group().startswith(".") or len(match.group()) > 1:
        return False
    before = _BEFORE.search(words[max(start, match.start() - 24) : match.start()])
    token = before[1].lstrip("(\"“'«[").lower() if before else ""
    if token in _ABBREVIATIONS:
        return True
    if len(token) == 1 and token.isalpha():  # an initial: "Lisa O. Monaco"
        return True
    if re.fullmatch(r"(?:[a-z]\.)+[a-z]", token):  # "U.S.", "D.C."
        return _OPENERS.match(words, match.end()) is None
    # a number as in "N.º 3" or "2129. ª"; a running number at the very start
    return bool(re.fullmatch(r"\d{1,3}", token)) and match.start() - start <= 3


def split_enumeration(
    words: str, start: int, end: int
) -> tuple[tuple[int, int], list[tuple[int, int]]] | None:
    """Split "lead-in: a) first; b) second" inside one sentence.

    Returns:
        The span of the lead-in and the spans of the parts, or None where there are fewer than two parts.
    """
    marks = list(_ENUMERATION.finditer(words, start, end))
    if len(marks) < 2:
        return None
    parts = [
        (mark.end(), (marks[i + 1].start() if i + 1 < len(marks) else end)) for i, mark in enumerate(marks)
    ]
    return (start, marks[0].start()), parts


_ES_SIGNS = re.compile(r"\b(?:el|la|los|las|de|del|que|en|y|por|para)\b", re.IGNORECASE)
_EN_SIGNS = re.compile(r"\b(?:the|of|and|to|in|for|that|with|on)\b", re.IGNORECASE)


def guess_language(content: str) -> str | None:
    """Guess "en" or "es" by the commonest words of a document whose language nobody has told; None where neither is."""
    sample = content[:20000]
    spanish, english = len(_ES_SIGNS.findall(sample)), len(_EN_SIGNS.findall(sample))
    if max(spanish, english) < 2:
        return None
    return "es" if spanish > english else "en"
