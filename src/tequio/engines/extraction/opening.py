"""The opening of a document: its titles, its date line and the first sentences, where it says who met."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from tequio.engines.extraction.caseless import Caseless
from tequio.engines.extraction.dates import DateMention, PartialDate, find_dates
from tequio.engines.extraction.sentences import split_sentences
from tequio.text import Anchor, Flow, Paragraph, Role, Text

_RUNNING = 110  # characters: a paragraph this long is running text
_LONGEST = 20_000  # characters: of a longer paragraph only so many are read
_LONGEST_SENTENCE = 3_000  # characters: what goes on longer is no sentence
_OPENING_PARAGRAPHS = 5
_OPENING_CHARACTERS = 6_000


@dataclass(frozen=True, slots=True)
class Passage:
    """A title, line or sentence of the opening.

    Args:
        flow: the paragraph that holds it.
        start: where it begins in the words of `flow`.
        end: where it ends there.
        is_bullet: whether it is a list item without a number.
    """

    flow: Flow
    start: int
    end: int
    is_bullet: bool = False

    @property
    def words(self) -> str:
        """The passage as read."""
        return self.flow.words[self.start : self.end]

    def anchor(self, text: Text, start: int, end: int) -> Anchor:
        """Make the anchor of a span of `words`."""
        return text.anchor(*self.flow.source(self.start + start, self.start + end))


@dataclass(frozen=True, slots=True)
class Opening:
    """What stands at the head of a document.

    Args:
        titles: short lines among them: headings, place and date lines.
        heading: the titles before the first running text as one passage, for a title over several lines.
        sentences: of the first paragraphs of running text.
        issued: the date on which the document says it was issued, and where it says so.
    """

    titles: tuple[Passage, ...]
    heading: Passage | None
    sentences: tuple[Passage, ...]
    issued: tuple[DateMention, Passage] | None


_DATE_LINE = Caseless(
    r"^(?:(?:published|issued|released|date|fecha|publicado(?: el)?|last updated|on|el|adopted on"
    r"|distr\.?:? general)"
    r":? ?)?(?:(?:[A-ZÁÉÍÓÚ][\w.’'-]+(?: (?:de |del "
    r"|D\.)?)?){1,4}(?:, ?(?:[A-ZÁÉÍÓÚ][\w.]*[ ,]*){1,3})?[,;]? (?:a )?)?"
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? |(?:lunes|martes|miércoles|jueves|viernes|sábado"
    r"|domingo),? )?$"
)


def read_opening(text: Text) -> Opening:
    """Read the head of a document (and a date line at its foot).

    Args:
        text: the document.
    """
    titles: list[Passage] = []
    found: list[Passage] = []
    issued: tuple[DateMention, Passage] | None = None
    running = 0
    title_end = 0
    for paragraph in text.paragraphs:
        if running >= _OPENING_PARAGRAPHS or paragraph.start > _OPENING_CHARACTERS:
            break
        flow = text.flow(paragraph.start, min(paragraph.end, paragraph.start + _LONGEST))
        whole = Passage(flow, 0, len(flow.words))
        dates = len(flow.words) < _RUNNING and _date_line(whole) is not None
        if dates or _is_title(paragraph, flow.words):
            titles.append(whole)
            title_end = paragraph.end if not running else title_end
        else:
            running += 1
            bullet = paragraph.role is Role.LIST_ITEM and paragraph.number is None
            found += [
                Passage(flow, start, min(end, start + _LONGEST_SENTENCE), bullet)
                for start, end in split_sentences(flow.words)
            ]
        issued = issued or _date_line(whole)
    issued = issued or _marked_date(text)
    if issued is None:
        for paragraph in text.paragraphs[-12:]:
            if paragraph.end - paragraph.start < _RUNNING:
                flow = text.flow(paragraph.start, paragraph.end)
                issued = issued or _date_line(Passage(flow, 0, len(flow.words)))
    heading = None
    if title_end and len(titles) > 1:
        flow = text.flow(text.paragraphs[0].start, title_end)
        heading = Passage(flow, 0, len(flow.words))
    return Opening(tuple(titles), heading, tuple(found), issued)


def _is_title(paragraph: Paragraph, words: str) -> bool:
    if paragraph.role is Role.HEADING:
        return True
    return (len(words) < _RUNNING and not words.endswith((".", ";"))) or words.isupper()


# "Press release No. 12, 9 October 2013"; "Comunicado 345. Ciudad de México, 3 de mayo de 2023".
_RELEASE_LINE = Caseless(
    r"^(?:press (?:release|statement|communiqu\w+)|(?:news|media) (?:release|statement|note)|readout|statement"
    r"|comunicado(?: de prensa| conjunto)?|bolet[íi]n(?: de prensa)?|nota (?:de prensa|informativa)|fecha de"
    r" publicaci[óo]n|date of (?:issue|publication)|posted|updated)\b[^;]{0,90}[\s,.:–—|/-]$"
)
# What may follow a date of issue in its line: the hour, a stroke, the place of a news text.
_AFTER_ISSUE = re.compile(
    r"\s*(?:$|[.(–—|)-]|,? ?(?:at |a las )?\d{1,2}[:.h]\d\d|(?:[A-ZÁÉÍÓÚÑ][\w.]+[ ,]*){1,4}(?:\([^)]{2,30}\))? ?[–—-])"
)
# "The press release was issued by the Foreign Office on 12 May 2023."
_ISSUED_ON = Caseless(
    r"\b(?:release|statement|communiqu[ée]|readout|note|comunicado|nota|declaración|bolet[íi]n)\b[^.;]{0,60}"
    r"\b(?:issued|released|published|posted|emitid[oa]|publicad[oa]|difundid[oa])\b[^.;]{0,60}?\b(?:on|el) $"
)
# A date in the head that a machine wrote ("published_time: 2023-08-10"), and one in brackets at the foot.
_MARKED_DATE = re.compile(
    r"^(?:date|published(?:_time|_at)?|pub_?date|fecha|issued)(?:\s*[:=]|(?<=date))\s*[\"']?(?P<date>(?:19|20)\d\d-[01]\d-[0-3]\d)",
    re.IGNORECASE | re.MULTILINE,
)
_AT_THE_FOOT = re.compile(r"\((?P<said>[^()]{0,60}?\b(?:19|20)\d\d)\)[\s|.]*\Z")


def _date_line(passage: Passage) -> tuple[DateMention, Passage] | None:
    """Read a line that only gives the date of issue, or the dateline before a news text."""
    words = passage.words[:200]
    for part in re.finditer(r"[^|•·]+", words):
        lead = len(part.group()) - len(part.group().lstrip(" ("))
        begin = part.start() + lead
        for date in find_dates(words[begin : part.end()]):
            before, after = words[begin : begin + date.start], words[begin + date.end : part.end()]
            alone = len(after) < 12 or _AFTER_ISSUE.match(after) is not None
            if date.first.iso is None or not date.first.day:
                break
            if (alone and (_DATE_LINE.match(before) or _RELEASE_LINE.match(before))) or _ISSUED_ON.search(
                before
            ):
                return date, passage
            break
    return None


def _marked_date(text: Text) -> tuple[DateMention, Passage] | None:
    """Read the date of issue in the marks before a text, or in brackets after it."""
    head = _MARKED_DATE.search(text.content, 0, 2_500)
    foot = _AT_THE_FOOT.search(text.content, max(0, len(text.content) - 400))
    for start, end in ([head.span("date")] if head else []) + ([foot.span("said")] if foot else []):
        flow = text.flow(start, end)
        for date in find_dates(flow.words):
            if date.first.iso and date.first.day:
                return date, Passage(flow, 0, len(flow.words))
    return None


_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            ("monday", "lunes"),
            ("tuesday", "martes"),
            ("wednesday", "miércoles", "miercoles"),
            ("thursday", "jueves"),
            ("friday", "viernes"),
            ("saturday", "sábado", "sabado"),
            ("sunday", "domingo"),
        )
    )
    for name in names
}
_RELATIVE_DAY = Caseless(
    r"\b(?P<today>today|hoy|this (?:morning|afternoon|evening)|el día de hoy|esta (?:mañana|tarde|noche))\b"
    r"|\b(?P<yesterday>yesterday|ayer|last night|anoche)\b"
    rf"|\b(?:(?:on|this|este|el|el pasado) )?(?P<weekday>{'|'.join(_WEEKDAYS)})\b"
)


def relative_day(words: str, issued: PartialDate | None) -> tuple[PartialDate | None, int, int] | None:
    """Read "today", "yesterday" or "este lunes" against the day of issue.

    Args:
        words: a sentence.
        issued: the day of issue, or None where it is not known.

    Returns:
        The day (None without a day of issue) and the span of the words; None where there are none.
    """
    match = _RELATIVE_DAY.search(words)
    if match is None:
        return None
    if issued is None or issued.year is None or issued.month is None or issued.day is None:
        return None, match.start(), match.end()
    day = datetime.date(issued.year, issued.month, issued.day)
    if match.group("yesterday"):
        day -= datetime.timedelta(days=1)
    elif match.group("weekday"):
        day -= datetime.timedelta(days=(day.weekday() - _WEEKDAYS[match.group("weekday").lower()]) % 7)
    return PartialDate(day.year, day.month, day.day), match.start(), match.end()
