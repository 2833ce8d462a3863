"""What a document says of the session to come, and of what preceded this one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tequio.engines.extraction.caseless import Caseless
from tequio.engines.extraction.dates import deadline_in, find_recurrence
from tequio.engines.extraction.findings import Deadline, NextSession, PrecededBy
from tequio.engines.extraction.opening import Passage
from tequio.engines.extraction.sentences import split_sentences
from tequio.text import Text

_GATHERING = (
    r"(?:dialogues?|meetings?|sessions?|editions?|summit|conference|forum|round|reuni[óo]n|di[áa]logo"
    r"|sesi[óo]n|edici[óo]n"
    r"|cumbre|conferencia|foro|ronda|encuentro)"
)
# Words that speak of the session to come, strongest first.
_NEXT = Caseless(
    rf"\bnext (?:[\w-]+ ){{0,6}}{_GATHERING}\b|\bmeet again\b|\breconvene\b"
    rf"|\bpr[óo]xim[oa] (?:[\w-]+ ){{0,4}}{_GATHERING}\b"
    r"|\bvolver(?:án|se)? a reunirse\b|\bse volverán a reunir\b"
    rf"|\bagreed that (?:the )?(?:[\w-]+ ){{0,5}}{_GATHERING}\b[^.]{{0,60}}\b(?:held|hosted|convened?)\b"
    rf"|\b[IVXL]+ (?:[\w-]+ ){{0,3}}{_GATHERING}\b[^.]{{0,80}}\b(?:tendrá lugar|se celebrará|se realizará)\b"
    rf"|\b(?:further|future) (?:[\w-]+ ){{0,2}}{_GATHERING} in\b"
    r"|\bcontinue our dialogue\b[^.]{0,60}\bnext year\b"
    r"|\bwill meet\b|\bse reunirán?\b",
    "next|again|reconvene|próxim|proxim|volver|further|future|agreed|will|reunirá|tendrá|celebrará|realizará",
)
_CADENCE = Caseless(
    rf"\b(?:hold|held|meet|convene|celebrar|reunirse|sostener)\b[^.]{{0,60}}\b(?:annual|yearly|biennial"
    rf"|twice a year|every|regular"
    rf"|anual|semestral|cada|bienal)\w*[^.]{{0,60}}|\b(?:annual|yearly"
    rf"|anual) (?:[\w-]+ ){{0,5}}{_GATHERING}\b",
    "annual|yearly|biennial|twice|every|regular|semestral|anual|cada|bienal",
)
_PLACE = re.compile(
    r"\b(?:in the city of|en la ciudad de|en la|in the|in|en|hosted by"
    r"|at)\s+(?P<place>[A-ZÁÉÍÓÚÑ][\w’'.-]*(?: (?:de |del )?"
    r"[A-ZÁÉÍÓÚÑ][\w’'.-]*)*(?:, (?:D\.C\.|[A-ZÁÉÍÓÚÑ]\w+))?)"
)
_NO_PLACE = Caseless(
    r"^(?:January|February|March|April|May|June|July|August|September|October|November|December|20\d\d"
    r"|Human)"
)
_PRECEDED = Caseless(
    r"\b(?:was |were |is )?preceded by (?P<name_en>(?:a |an |the )?[^.,;]{4,120})"
    r"|\bprecedid[oa]s? (?:por|de) (?P<name_es>(?:un |una |el |la )?[^.,;]{4,120})"
    r"|\b(?:prior to|ahead of|in advance of|antes de|previo a) (?:the|this|el|la|este|esta) (?:[\w-]+ ){0,3}"
    rf"{_GATHERING},? (?:[\w ]{{0,30}})?(?P<name_prior>(?:a|an|the|un|una) (?:[\w-]+ ){{0,4}}"
    r"(?:seminar|workshop|forum|consultation|meeting|seminario|taller|foro|consulta)[^.,;]{0,80})",
    "preced|prior|ahead|advance|antes|previo",
)
_SIZE = Caseless(
    r"\b(?:(?:more than|over|around|about|some|nearly|más de|cerca de|alrededor de|unas?|unos) )?"
    r"(?:\d[\d.,]*|(?:twent|thirt|fort|fift|sixt|sevent|eight|ninet)y|veinte|treinta|cuarenta|cincuenta"
    r"|sesenta"
    r"|ochenta|cien) (?:\w+ ){0,3}"
    r"(?:organi[sz]ations|NGOs|participants|representatives|organizaciones|ONG|participantes"
    r"|representantes)\b"
)
_NAME_END = re.compile(
    r" (?:gathering|bringing|with (?:the )?(?:participation|more|over|\d)|that|which|attended|held"
    r"|con (?:la )?(?:participación|\d)"
    r"|que|en el que|al que|celebrad[oa]|organi[sz]ed|cuy[oa]s)\b.*$",
    re.IGNORECASE,
)


_LONGEST = 100_000  # characters: of a longer paragraph only so many are read


def _passages(text: Text, pattern: Caseless) -> Iterator[tuple[Passage, re.Match[str]]]:
    """Yield the sentences in which a pattern stands; its signs are looked for in the raw paragraph first."""
    for paragraph in text.paragraphs:
        stop = min(paragraph.end, paragraph.start + _LONGEST)
        if not pattern.may_match(text.content[paragraph.start : stop].lower()):
            continue
        flow = text.flow(paragraph.start, stop)
        if not pattern.is_in(flow.words):
            continue
        for start, end in split_sentences(flow.words):
            if match := pattern.search(flow.words[start : min(end, start + 4_000)]):
                yield Passage(flow, start, end), match


def read_next_session(text: Text) -> NextSession | None:
    """Read when and where the next session is to be held, and how often.

    Args:
        text: the document.

    Returns:
        What the text says of it, anchored at its sentence; None where it says nothing.
    """
    cadence: tuple[str, Passage] | None = None
    for passage, match in _passages(text, _CADENCE):
        deadline = deadline_in(match.group())
        if deadline and deadline.recurrence and re.search(_GATHERING, passage.words, re.IGNORECASE):
            cadence = deadline.recurrence, passage
            break
    for passage, match in _passages(text, _NEXT):
        rest = passage.words[match.start() :]
        deadline = deadline_in(re.sub(r"^(?:next|próxim[oa])", "", rest, flags=re.IGNORECASE)) or deadline_in(
            passage.words
        )
        place = next(
            (m.group("place") for m in _PLACE.finditer(rest) if not _NO_PLACE.match(m.group("place"))), None
        )
        period = _period(deadline) if deadline and not _is_cadence(deadline) else None
        if period is None and place is None:
            continue
        anchor = passage.anchor(text, 0, len(passage.words))
        return NextSession(
            period,
            place.rstrip(".,") if place and not place.endswith("D.C.") else place,
            cadence[0] if cadence else None,
            anchor,
        )
    if cadence is None:
        return None
    return NextSession(None, None, cadence[0], cadence[1].anchor(text, 0, len(cadence[1].words)))


def _is_cadence(deadline: Deadline) -> bool:
    """Say whether words only tell how often: "every quarter"."""
    return (
        deadline.date is None
        and deadline.recurrence is not None
        and find_recurrence(deadline.text or "") is not None
    )


def _period(deadline: Deadline) -> str | None:
    """Give the ISO form where it says all that the words say ("in 2025"), else the words."""
    vague = deadline.text and re.search(
        r"half|semest|quarter|trimest|end|early|mid|late|fin|principio|mediado|inicio",
        deadline.text,
        re.IGNORECASE,
    )
    return deadline.text if vague else deadline.date or deadline.text


def read_preceded_by(text: Text) -> PrecededBy | None:
    """Read what preceded the meeting, such as a civil-society seminar, and its size.

    Args:
        text: the document.

    Returns:
        Its name and size in the text's words; None where the text names nothing.
    """
    for passage, match in _passages(text, _PRECEDED):
        group = match.lastgroup or ""
        words = match.group(group)
        size = _SIZE.search(passage.words, match.start())
        name = re.sub(r"^(?:a|an|the|un|una|el|la) ", "", _NAME_END.sub("", words)).strip()
        return PrecededBy(
            name, size.group() if size else None, passage.anchor(text, match.start(), len(passage.words))
        )
    return None
