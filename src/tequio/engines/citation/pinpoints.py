"""Second stage, documents: the numbered paragraphs that follow a document, "paras. 12–15 and 20 (a)"."""

from __future__ import annotations

import re

from tequio.engines.citation.lexing import Sign
from tequio.engines.citation.provisions import AND, TO, PlaceReader, between

_WORDS = frozenset(
    [
        "parrafo",
        "parrafos",
        "parr",
        "parrs",
        "par",
        "pars",
        "pfo",
        "para",
        "paras",
        "paragraph",
        "paragraphs",
        "recomendacion",
        "recomendaciones",
        "recommendation",
        "recommendations",
        "rec",
        "recs",
        "punto",
        "puntos",
        "numeral",
        "considerando",
    ]
)
# What may stand between a document and its paragraph without ending the citation.
_LEAD = frozenset(["at", "en", "in", "el", "los", "las", "the", "al", "cit", "supra", "nota", "note"])
_MOST_PARAGRAPHS = 60

Points = list[tuple[str, ...]]


def pinpoint(reader: PlaceReader, at: int) -> tuple[Points, int] | None:
    """Read the paragraphs that stand right after a document.

    Args:
        reader: the tokens.
        at: index of the token after the document.

    Returns:
        For each paragraph its parts, ("12", "a"), and the index of the token after them; or None.
    """
    if reader.glued(at) and reader.is_mark(at, ".#") and reader.token(at + 1).sign is Sign.NUMBER:
        return _list(reader, at + 1)  # the form of an id: CRC.GC25.12
    if reader.is_mark(at, "(") and re.fullmatch(r"\d{4}", reader.token(at + 1).words):
        at += 2 + reader.is_mark(at + 2, ")")  # the year of a document
    start = at
    while reader.is_mark(at, ",;:(-.") or reader.token(at).words in _LEAD:
        at += 1
        if at - start > 4:
            return None
    if reader.is_mark(at, "["):
        found = _list(reader, at + 1)
        return found and (found[0], found[1] + reader.is_mark(found[1], "]"))
    return pinpoint_word(reader, at)


def pinpoint_word(reader: PlaceReader, at: int) -> tuple[Points, int] | None:
    """Read paragraphs from the word "párr.", "¶" or "§" on; None where it does not stand here."""
    if reader.is_mark(at, "¶§"):
        at += 1 + reader.is_mark(at + 1, "¶§")
    elif reader.token(at).sign in {Sign.WORD, Sign.ARTICLE} and reader.token(at).words.strip(". ") in _WORDS:
        at += 1
    else:
        return None
    at += reader.is_mark(at, ".")
    at += reader.token(at).words in {"num", "no", "n", "nums", "nos"}
    at += reader.is_mark(at, ".")
    return _list(reader, at)


def _list(reader: PlaceReader, at: int) -> tuple[Points, int] | None:
    point, at = _point(reader, at)
    if not point:
        return None
    found: Points = [point]
    while True:
        after = at + reader.is_mark(at, ",;")
        joined = reader.token(after).words in AND
        after += joined
        reaches = after == at and reader.token(at).words in TO
        after += reaches
        if after == at:
            return found[:_MOST_PARAGRAPHS], at
        after += reader.token(after).words in _WORDS
        after += reader.is_mark(after, ".")
        following, after = _point(reader, after)
        if not following:
            return found[:_MOST_PARAGRAPHS], at
        at = after
        found.extend(_reach(found[-1], following) if reaches else [following])


def _reach(low: tuple[str, ...], high: tuple[str, ...]) -> Points:
    if len(low) == len(high) == 1:
        head, dot, last = low[0].rpartition(".")
        other_head, _, other_last = high[0].rpartition(".")
        if head == other_head:
            return [(f"{head}{dot}{value}",) for value in between(last, other_last)]
    return [high]


def _point(reader: PlaceReader, at: int) -> tuple[tuple[str, ...], int]:
    """Read "148.3", "12", "12 (a)"; nothing where no number stands."""
    token = reader.token(at)
    if token.sign is not Sign.NUMBER:
        return (), at
    number, at = token.words.lstrip("0") or "0", at + 1
    while reader.is_mark(at, ".") and reader.glued(at) and reader.glued(at + 1):
        if reader.token(at + 1).sign is not Sign.NUMBER:
            break
        number, at = f"{number}.{reader.token(at + 1).words}", at + 2
    bracket = reader.is_mark(at, "(")
    letter = reader.token(at + bracket)
    if letter.sign is Sign.WORD and re.fullmatch(r"[a-z]|[ivx]{2,4}", letter.words):
        closed = reader.is_mark(at + bracket + 1, ")")
        if closed or (not bracket and reader.glued(at)):
            return (number, letter.words), at + bracket + 1 + closed
    return (number,), at
