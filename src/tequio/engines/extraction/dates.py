"""Dates, periods, deadlines and recurrences in English and Spanish words.

Nothing is completed from outside the text: a date without its year has no ISO form. Who knows the
day on which a document was issued may pass it, and "next year" or "May 3" then get their year.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from tequio.engines.extraction.caseless import Caseless
from tequio.engines.extraction.findings import Deadline

_MONTHS = (
    ("january", "jan", "enero"),
    ("february", "feb", "febrero"),
    ("march", "mar", "marzo"),
    ("april", "apr", "abril"),
    ("may", "mayo"),
    ("june", "jun", "junio"),
    ("july", "jul", "julio"),
    ("august", "aug", "agosto"),
    ("september", "sept", "sep", "septiembre", "setiembre"),
    ("october", "oct", "octubre"),
    ("november", "nov", "noviembre"),
    ("december", "dec", "diciembre"),
)
_ENGLISH_DAYS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_SPANISH_DAYS = (
    "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince "
    "dieciséis diecisiete "
    "dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis "
    "veintisiete veintiocho veintinueve treinta"
)
_MONTH_NUMBER = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_FULL_MONTHS = sorted(
    (name for name in _MONTH_NUMBER if len(name) > 4 or name in ("may", "june", "july")), key=len
)
_MONTH = "(?:" + "|".join(sorted(_MONTH_NUMBER, key=len, reverse=True)) + r")\b\.?"
_MONTH_IN_FULL = "(?:" + "|".join(reversed([*_FULL_MONTHS, "mayo"])) + r")\b"
# Days in words: "the third of May", "a los cinco días del mes de mayo".
_DAY_WORDS = {word: number for number, word in enumerate(_ENGLISH_DAYS.split(), 1)}
_DAY_WORDS |= {f"twenty-{word}": number for number, word in enumerate(_ENGLISH_DAYS.split()[:9], 21)}
_DAY_WORDS |= {word: number for number, word in enumerate(_SPANISH_DAYS.split(), 1)}
_DAY_WORDS |= {"thirtieth": 30, "thirty-first": 31, "treinta y uno": 31, "primero": 1}
_DAY_WORD = "|".join(sorted(_DAY_WORDS, key=len, reverse=True))
_DAY = r"(?:[0-3]?\d(?:st|nd|rd|th|\.?[ºª°]|ro|er)?(?![\w%])|\b(?:" + _DAY_WORD + r")\b(?: días?\b)?)"
_YEAR = r"(?:19|20)\d\d(?![\w/])"
_WEEKDAY = (
    r"(?:(?:sun|mon|tues|wednes|thurs|fri|satur)day|lunes|martes|mi[ée]rcoles|jueves|viernes"
    r"|s[áa]bado|domingo)"
)
_TO = r"\s?(?:-|–|—|/|,|&|and(?: the)?|to|y(?: el)?|al?(?: el)?|hasta(?: el)?|through|until)\s?"
_DAYS = rf"{_DAY}(?:{_TO}(?:{_WEEKDAY} )?{_DAY}){{0,6}}"
_OF_YEAR = rf"(?:,? ?(?:de |del |del año |of )?(?P<%s>{_YEAR}))"

_DATE = Caseless(
    rf"(?<![\w.,/])(?P<dm_days>{_DAYS}),? ?(?:de |del mes de |of |of the |day of )?(?P<dm_month>{_MONTH})"
    + (_OF_YEAR % "dm_year")
    + "?"
    + rf"(?:{_TO}(?:{_WEEKDAY},? )?(?P<dm_day2>{_DAY}) ?(?:de |of )?(?P<dm_month2>{_MONTH})"
    + (_OF_YEAR % "dm_year2")
    + "?)?"
    # January 12-13, 2011; October 31 to November 1, 2012
    + rf"|\b(?P<md_month>{_MONTH}),? (?:the )?(?P<md_days>{_DAYS})"
    + rf"(?:{_TO}(?P<md_month2>{_MONTH}) (?P<md_day2>{_DAY}))?"
    + (_OF_YEAR % "md_year")
    + "?"
    # April 2011, abril de 2011
    + rf"|\b(?P<my_month>{_MONTH}){_OF_YEAR % 'my_year'}"
    # 2024-01-16, 16/01/2024
    + r"|(?<![\w/.-])(?P<iso>(?:19|20)\d\d-[01]\d-[0-3]\d)(?![\w/])"
    + r"|(?<![\w/.-])(?P<nday>[0-3]?\d)[/.](?P<nmonth>[01]?\d)[/.](?P<nyear>(?:19|20)\d\d)(?![\w/])"
)
_MAY_DATE = Caseless(rf"\b{_MONTH}|\d[-/.]\d")
_DIGITS = re.compile(rf"\d+|\b(?:{_DAY_WORD})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day, month or year of which parts may be missing."""

    year: int | None
    month: int | None = None
    day: int | None = None

    @property
    def iso(self) -> str | None:
        """ISO 8601 date, month or year; None where the year is missing."""
        if self.year is None:
            return None
        if self.month is None:
            return f"{self.year:04d}"
        if self.day is None:
            return f"{self.year:04d}-{self.month:02d}"
        return f"{self.year:04d}-{self.month:02d}-{self.day:02d}"

    def in_year(self, year: int | None) -> PartialDate:
        """The same date with its year where it has none."""
        return self if self.year is not None else PartialDate(year, self.month, self.day)


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date or a run of days named in a passage.

    Args:
        start: first character, an offset into the passage.
        end: one past the last.
        first: its first day (or month).
        last: its last; equal to `first` for a single date.
    """

    start: int
    end: int
    first: PartialDate
    last: PartialDate

    @property
    def iso(self) -> str | None:
        """One ISO date, or an interval "first/last"; None where the year is missing."""
        if self.first.iso is None or self.last.iso is None:
            return None
        return self.first.iso if self.first == self.last else f"{self.first.iso}/{self.last.iso}"


def _month(name: str) -> int:
    return _MONTH_NUMBER[name.rstrip(".").lower()]


def _days(words: str) -> list[int]:
    return [_DAY_WORDS.get(found.lower()) or int(found) for found in _DIGITS.findall(words)]


def _is_real(date: PartialDate) -> bool:
    if date.month is not None and not 1 <= date.month <= 12:
        return False
    if date.day is None:
        return True
    try:
        datetime.date(date.year or 2000, date.month or 1, date.day)
    except ValueError:
        return False
    return True


def _ends(match: re.Match[str]) -> tuple[PartialDate, PartialDate]:
    """Read the first and the last date of a match of `_DATE`."""
    group = match.groupdict()
    if group["iso"]:
        only = PartialDate(*(int(part) for part in group["iso"].split("-")))
        return only, only
    if group["nyear"]:
        only = PartialDate(int(group["nyear"]), int(group["nmonth"]), int(group["nday"]))
        return only, only
    if group["my_month"]:
        only = PartialDate(int(group["my_year"]), _month(group["my_month"]))
        return only, only
    kind = "dm" if group["dm_month"] else "md"
    days = _days(group[f"{kind}_days"])
    month = _month(group[f"{kind}_month"])
    year = int(group[f"{kind}_year"]) if group[f"{kind}_year"] else None
    last_year = int(group["dm_year2"]) if group["dm_year2"] else year
    first_year = year if year is not None else last_year
    if group[f"{kind}_month2"]:
        last = PartialDate(last_year, _month(group[f"{kind}_month2"]), _days(group[f"{kind}_day2"])[0])
    else:
        last = PartialDate(first_year, month, days[-1])
    return PartialDate(first_year, month, days[0]), last


def find_dates(words: str) -> Iterator[DateMention]:
    """Find dates and runs of days, in either language, in reading order.

    Args:
        words: a passage in one line, single spaces.

    Yields:
        Mentions with at least a day and month, or a month and year. Impossible days are left out.
    """
    for match in _DATE.finditer(words) if _MAY_DATE.is_in(words) else ():
        if match.group("my_month") and match.group("my_month")[0].islower() and _is_verb(match):
            continue
        days, month = match.group("dm_days"), match.group("dm_month")
        if days and days[0].isalpha() and month in ("may", "march", "mar"):
            continue  # "the first may include"
        first, last = _ends(match)
        if _is_real(first) and _is_real(last):
            yield DateMention(match.start(), match.end(), first, last)


_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:[-_.]?([01]\d)[-_.]?([0-3]\d))?(?!\d)")


def date_in_file_name(name: str) -> str | None:
    """Read a date or year from the name of a file, as "2021-03-01 declaration.pdf" or "declaration_2021.txt".

    It is the word of whoever named the file, not of the document: pass it as `issued` only where a
    person is told so.

    Args:
        name: file name without folders.

    Returns:
        ISO date or year; None where the name holds none or several different ones.
    """
    found = set()
    for year, month, day in _IN_NAME.findall(name):
        date = PartialDate(int(year), int(month or 0) or None, int(day or 0) or None)
        found.add(date.iso if _is_real(date) else year)
    return found.pop() if len(found) == 1 else None


def _is_verb(match: re.Match[str]) -> bool:
    return match.group("my_month") in ("may", "march", "mar", "sep", "dec")


# -- periods, deadlines, recurrence ------------------------------------------------------------

_NUMBER = (
    r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen|thirty|sixty|ninety"
    r"|una?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|doce|quince|dieciocho|treinta|sesenta|noventa)"
    r"(?:(?: to | or |-| a | o )(?:\d{1,3}|two|three|four|five|six|dos|tres|cuatro|cinco|seis))?(?: \(\d+\))?"
)
_UNIT = r"(?:working |calendar |business )?(?:days?|weeks?|months?|years?)(?:[’']s?)?"
_UNIDAD = r"(?:d[íi]as?(?: h[áa]biles| naturales)?|semanas?|mes(?:es)?|años?)"
_SPAN = rf"(?:{_NUMBER} {_UNIT}(?: time)?|{_NUMBER} {_UNIDAD})"
_WHEN = rf"(?:{_MONTH_IN_FULL}(?: {_YEAR}| de {_YEAR}| del {_YEAR})?|{_YEAR})"
_PARTS = (
    r"(?:(?:early|mid|late|the (?:end|beginning|start|middle|close|first half|second half|summer|spring"
    r"|autumn|fall"
    r"|winter|first quarter|second quarter|third quarter|fourth quarter) of)[ -]|(?:el )?(?:fin(?:es|al"
    r"|ales)?|"
    r"principios|inicios|mediados|(?:primer|segundo|tercer|cuarto|último) (?:semestre|trimestre)|término"
    r"|cierre) "
    r"(?:de|del)(?: año)? |(?:la )?(?:primera|segunda) mitad (?:de|del) )?"
)
_EVENT = (
    r"(?:the |its |their |our |la |el |su )?(?:next|following|upcoming|forthcoming|subsequent|pr[óo]xim[oa])"
)

# Words that set a term, strongest first. Each entry: (what it is, pattern). The whole match is the
# deadline's text; a group named "keep" or "keep_date" narrows it.
_TERMS: tuple[tuple[str, str], ...] = (
    (
        "a limit with a date",
        rf"\b(?:by|before|until|till|no later than|not later than|at the latest by|prior to|beyond|ahead of) "
        rf"{_PARTS}(?:DATE|{_WHEN})",
    ),
    (
        "un límite con fecha",
        rf"\b(?:a más tardar|antes de|antes del|hasta|para|no más tarde de)(?: el| en| la| del)?"
        rf"(?: año| mes de)? {_PARTS}(?:DATE|{_WHEN})",
    ),
    (
        "a period between two years",
        rf"\b(?:between|from|entre|de|del|desde)(?: el| los años)? {_YEAR} (?:and|to|y|a|al"
        rf"|hasta) (?:el )?{_YEAR}",
    ),
    (
        "a period over several years",
        rf"\b(?:over|for|during|within|durante|por|en)(?: a| the| un| el)? (?:period|periodo|período"
        rf"|course|lapso|plazo)"
        rf" (?:of|de) {_SPAN}(?:, (?:beginning|starting|a partir de)(?: in| en)? {_YEAR})?",
    ),
    (
        "the end of a period",
        r"\b(?:by|before|at|until)? ?(?:the )?(?:end of (?:the|this|next) (?:year|month|week|decade|semester|"
        r"quarter|term|administration)|year[’']s end)"
        r"|\b(?:antes de(?:l)?|a|para|hasta)? ?(?:el )?(?:fin(?:es|al|ales)? (?:de(?:l)?"
        r"|de este) (?:presente )?"
        r"(?:año|mes|semestre|sexenio|administración))",
    ),
    (
        "a number of months or years",
        rf"\b(?:within|in|after|over|for|during)(?: about| approximately| around| a maximum of| at most)?"
        rf"(?: the)?(?: next| coming| following)? {_SPAN}"
        rf"(?: (?:of|after|from|following) (?:the |its |their )?[\w ]{{3,60}}?(?=[,.;]|$))?"
        rf"|\b(?:about |approximately )?{_SPAN} (?:after|from|following|before) (?:the |its |their )?"
        rf"[\w ]{{3,60}}?(?=[,.;]|$)",
    ),
    (
        "un número de meses o años",
        rf"\b(?:en|dentro de|durante|por|tras)(?: el| los| un| las)?(?: plazo| lapso| periodo| período"
        rf"| término)?"
        rf"(?: máximo| no mayor| no superior)?(?: de| a)?(?: los| las)?(?: próximos?| próximas?"
        rf"| siguientes?)? {_SPAN}"
        rf"(?: (?:después|contados?|a partir|siguientes|desde)(?: de| a)?[\w ]{{0,60}}?(?=[,.;]|$))?",
    ),
    (
        "a coming period",
        r"\b(?:(?:over|in|during|within|by|for|throughout) )?(?:the )?(?:next|coming|following|forthcoming"
        r"|upcoming) "
        r"(?:few |several |two |three |four |five |fiscal |calendar )?"
        r"(?:days?|weeks?|months?|years?|quarter|semester|decade)(?: of \w+)?"
        r"|\bin the (?:years|months|weeks|days) (?:to come|ahead)"
        r"|\b(?:later |earlier )?this (?:year|month|week|summer|fall|autumn|winter|spring)\b(?![’'])"
        r"|\btomorrow\b",
    ),
    (
        "un periodo próximo",
        r"\b(?:(?:en|durante|para|por) )?(?:el|la|los|las) (?:pr[óo]xim|siguiente|venider)[oa]?s? "
        r"(?:\w+ )?(?:d[íi]as?|semanas?|mes(?:es)?|años?|trimestre|semestre|quincena|d[ée]cada)"
        r"|\b(?:(?:en|durante|para) )?(?:el|la|los|las) (?:año|mes|semana|semestre|años|meses|semanas"
        r"|d[íi]as) "
        r"(?:pr[óo]xim|que viene|siguiente|entrante|venider|por venir)[oa]?s?"
        r"|\b(?:(?:en|durante) )?(?:este|el presente) (?:mismo )?(?:año|mes|semestre)\b"
        r"|\bmañana mismo\b",
    ),
    ("a year of action", r"\bthe (?P<keep>year of action)"),
    (
        "a date",
        rf"\b(?:on|in|during|for|early in|late in|el|en|durante|los días|del?)"
        rf"(?: the| el| in| on)? {_PARTS}(?:DATE)|\bat the (?P<keep_date>DATE)",
    ),
    (
        "a month or a year",
        rf"\b(?:in|during|for|this|next|en|durante|este|el próximo(?: mes de)?|el mes de)(?: el| el año"
        rf"| el mes de)? "
        rf"{_PARTS}(?P<keep_when>{_WHEN})",
    ),
    (
        "before or at a coming event",
        rf"\b(?:by|before|ahead of|prior to|at|in|for|during|antes de|antes del|en|para|durante) {_EVENT} "
        r"(?:\w+ ){0,4}?(?:session|meeting|summit|dialogue|report|cycle|review|conference|round|sesión"
        r"|reunión|cumbre|"
        r"diálogo|informe|ciclo|examen|conferencia|ronda|edición|edition)",
    ),
    (
        "a term without a number",
        r"\b(?:in|over|for) the (?:very )?(?:short|medium|long|near|longer"
        r"|immediate)(?:[- ]to[- ](?:medium|long))?"
        r"[- ](?:term|future)\b|\bfor the time being\b"
        r"|\ba (?:corto|mediano|medio|largo)(?: y (?:mediano|largo))? plazo\b|\bpor el momento\b"
        r"|\ben (?:un futuro|el futuro) (?:próximo|cercano|inmediato)\b",
    ),
    (
        "without delay",
        r"\bas (?:soon|early|quickly|promptly) as (?:possible|practicable|feasible)\b"
        r"|\bat the earliest\b[\w ]{0,30}?"
        r"|\bwithout (?:further |undue |any )?delay\b|\b(?:immediately|promptly|urgently|swiftly"
        r"|expeditiously)\b"
        r"|\b(?:lo antes posible|cuanto antes|a la (?:mayor )?brevedad(?: posible)?|lo más pronto posible"
        r"|tan pronto "
        r"como sea posible)\b|\bsin (?:más |mayor |ninguna )?(?:demora|dilación|dilaciones|retraso"
        r"|tardanza)\b"
        r"|\b(?:inmediatamente|urgentemente|prontamente)\b|\bde (?:inmediato|manera (?:inmediata|urgente)"
        r"|forma "
        r"(?:inmediata|urgente))\b|\bcon (?:carácter (?:urgente|inmediato)|prontitud|celeridad|urgencia)\b",
    ),
)

# How often, in English terms whatever the document's language.
_RECURRENCES: tuple[tuple[str, str], ...] = (
    (
        "twice a year",
        r"\b(?:twice (?:a|per|each|every) year|bi-?annual(?:ly)?|semi-?annual(?:ly)?|every six months"
        r"|dos veces (?:al|por) año|semestral(?:mente|es)?|cada seis meses)\b",
    ),
    (
        "every two years",
        r"\b(?:biennial(?:ly)?|every (?:two|other|second) years?|cada dos años|bienal(?:es|mente)?)\b",
    ),
    ("every three years", r"\b(?:triennial(?:ly)?|every three years|cada tres años|trienal(?:es|mente)?)\b"),
    ("every four years", r"\b(?:quadrennial(?:ly)?|every four years|cada cuatro años)\b"),
    ("every five years", r"\b(?:every five years|cada cinco años|quinquenal(?:es|mente)?)\b"),
    (
        "quarterly",
        r"\b(?:quarterly|every (?:quarter|three months)|cada (?:tres meses|trimestre)|trimestral(?:es"
        r"|mente)?)\b",
    ),
    ("every two months", r"\b(?:every two months|bi-?monthly|cada dos meses|bimestral(?:es|mente)?)\b"),
    ("monthly", r"\b(?:monthly|every month|each month|once a month|cada mes|mensual(?:es|mente)?)\b"),
    ("weekly", r"\b(?:weekly|every week|once a week|cada semana|semanal(?:es|mente)?)\b"),
    (
        "annual",
        r"\b(?:annual(?:ly)?|yearly|every year|each year|once a year|per year|on a yearly basis"
        r"|anual(?:es|mente)?|cada año|una vez (?:al|por) año|por año|todos los años)\b",
    ),
    (
        "ongoing",
        r"\b(?:(?:on an? )?(?:ongoing|continuous|continuing|permanent) basis|continuously|continually"
        r"|de (?:manera|forma) (?:continua|permanente|constante|sostenida)|permanentemente|continuamente)\b",
    ),
    (
        "regular",
        r"\b(?:(?:on an? )?(?:regular|periodic) basis|regularly|periodically|at regular intervals"
        r"|peri[óo]dicamente|regularmente|con regularidad|de (?:manera|forma) (?:peri[óo]dica|regular))\b",
    ),
)
_PLACEHOLDER = "\x00"
_MARKED_DATE = r"\x00+"
_TERM_PATTERNS = tuple((name, Caseless(pattern.replace("DATE", _MARKED_DATE))) for name, pattern in _TERMS)
_RECURRENCE_PATTERNS = tuple((name, Caseless(pattern)) for name, pattern in _RECURRENCES)
_MAY_RECUR = Caseless(
    r"annual|anual|year|año|enni|enal|semest|month|mes|quarter|trimest|week|semana|basis|contin|perman|manera|forma"
    r"|regular|period|peri[óo]d"
)
# A term that ends here belongs to something already done: "announced in January 2023".
_DONE = Caseless(
    r"(?:announced|adopted|approved|signed|established|launched|(?<!to be )held|issued|submitted"
    r"|created|published|presented|authorized|convened|made|received|occurred|took place|last|since|event"
    r"|desde"
    r"|(?:adopt|aprob|firm|anunci|celebr|present|public|cre)(?:ad[oa]s?|ó|aron)|establecid[oa]s?|emitid[oa]s?"
    r"|suscrit[oa]s?|ocurrid[oa]s?|sentencia|fecha)(?: \w+){0,2}?,? ?$"
)
_AGENDA = Caseless(r"\b(?:agenda|programme|program|horizon|vision|visión|horizonte)\s?$")
# A time that begins here is no term: "starting in 2018", "a partir de enero".
_BEGINS = Caseless(
    r"\b(?:from|since|starting|beginning|commencing|as (?:of|from)|effective|a partir|desde|a contar)"
    r"(?: (?:in|on|de|del|el|the|early|mid|late))* $"
)
_YEAR_FOUND = re.compile(_YEAR)
_MONTH_FOUND = Caseless(rf"\b{_MONTH_IN_FULL}")
_NEXT_YEAR = Caseless(
    r"\b(?:next year|(?:pr[óo]ximo|siguiente) año|año (?:pr[óo]ximo|siguiente|entrante|que viene))\b"
)
_THIS_YEAR = Caseless(r"\b(?:(?:the|this) year|year[’']s end|este año|presente año|del año|de año)\b")


def find_recurrence(words: str) -> tuple[str, int, int] | None:
    """Find how often something recurs.

    Args:
        words: a passage in one line, in either language.

    Returns:
        The recurrence in English ("annual", "every two years", "ongoing" …) and its span in `words`.
    """
    if not _MAY_RECUR.is_in(words):
        return None
    found = [
        (match.start(), order, name, match)
        for order, (name, pattern) in enumerate(_RECURRENCE_PATTERNS)
        if (match := pattern.search(words))
    ]
    if not found:
        return None
    _, _, name, match = min(found, key=lambda item: item[:2])
    return name, match.start(), match.end()


def _marked(words: str) -> tuple[str, list[DateMention]]:
    """Blot out full dates so that the patterns of terms see one sign per date."""
    dates = list(find_dates(words))
    blotted = list(words)
    for date in dates:
        blotted[date.start : date.end] = _PLACEHOLDER * (date.end - date.start)
    return "".join(blotted), dates


def _iso_of(words: str, dates: list[DateMention], start: int, end: int, issued: str | None) -> str | None:
    """Give the ISO form that a term's words fix, if they fix one."""
    issued_year = int(issued[:4]) if issued else None
    for date in dates:
        if start <= date.start < end:
            first, last = date.first.in_year(issued_year), date.last.in_year(issued_year)
            return DateMention(date.start, date.end, first, last).iso
    text = words[start:end]
    found = [year for year in _YEAR_FOUND.finditer(text) if not _BEGINS.search(text, 0, year.start())]
    years = [int(year.group()) for year in found]
    if len(found) < len(_YEAR_FOUND.findall(text)) and len(years) == 1 and " " in text:
        years = [int(year) for year in _YEAR_FOUND.findall(text)]  # "from 2024 to 2026"
    if len(years) == 2:
        return f"{years[0]}/{years[1]}"
    if years and not re.search(r"period|per[íi]odo", text):
        return str(years[0])
    if issued_year is not None and not years:
        if _NEXT_YEAR.search(text):
            return str(issued_year + 1)
        if _THIS_YEAR.search(text):
            return str(issued_year)
    return None


def _is_past(iso: str | None, issued: str | None) -> bool:
    return bool(iso and issued and iso.split("/")[-1] < issued[: len(iso.split("/")[-1])])


def _terms(words: str, issued: str | None) -> Iterator[tuple[int, int, str | None]]:
    """Yield the spans that set a term, strongest kind first, with their ISO form."""
    marked, dates = _marked(words)
    for _, pattern in _TERM_PATTERNS:
        for match in pattern.finditer(marked):
            start, end = match.span()
            groups = match.groupdict()
            for name in ("keep", "keep_date"):
                if groups.get(name):
                    start, end = match.span(name)
            if _BEGINS.search(words, max(0, start - 24), start):
                continue
            if _DONE.search(words, max(0, start - 40), start) or _AGENDA.search(
                words, max(0, start - 20), start
            ):
                continue
            # "in May 2013" is one date; "may" in lower case is a verb.
            if groups.get("keep_when") and groups["keep_when"] in ("may", "march", "august"):
                continue
            iso = _iso_of(words, dates, start, end, issued)
            if not _is_past(iso, issued):
                yield start, end, iso


def deadline_in(words: str, language: str | None = None, issued: str | None = None) -> Deadline | None:
    """Read when the action of a sentence falls due.

    Args:
        words: the sentence or clause in one line (as `tequio.text.Flow.words`).
        language: ISO 639-1 code; both languages are read whatever it is.
        issued: ISO date, month or year of the document where it is known; gives missing years and
            leaves out what was already past.

    Returns:
        The words that set the term, its ISO form where they fix one, and the recurrence; None where
        the sentence sets none.
    """
    recurrence = find_recurrence(words)
    for start, end, iso in _terms(words, issued):
        return Deadline(words[start:end].strip(), iso, recurrence[0] if recurrence else None)
    if recurrence is None:
        return None
    name, start, end = recurrence
    return Deadline(words[start:end], None, name)


# Words without which no deadline and no recurrence can be in a passage.
_TELLS_TIME = Caseless(
    r"\d|\b(?:year|month|week|day|annual|regular|soon|immediat|ongoing|urgent|next|before|after|earl|end of"
    r"|prompt|expedit|quarter|period|possible|delay|term|continu|permanent|demora|plazo|año|mes|semana|d[íi]a|anual"
    r"|peri[óo]dic|pr[óo]xim|antes|despu[ée]s|fin de|brevedad|pront|cuanto|trimest|semest|mensual|vez)"
)


def told_deadline(words: str, language: str) -> Deadline | None:
    """Read when an action falls due, as `deadline_in`, where a word of its passage speaks of time at all."""
    return deadline_in(words, language) if _TELLS_TIME.is_in(words) else None
