"""The meeting that a document reports: name, edition, dates, place and parties.

The opening is searched for the sentences that report the document's own meeting (`_is_own_meeting`);
each field is taken from the first of them that gives it, then from the titles. Three kinds of document
have their own reading: reports of committees, reviews in cycles and rounds of a follow-up mechanism.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tequio.engines.extraction.caseless import Caseless
from tequio.engines.extraction.dates import DateMention, PartialDate, find_dates
from tequio.engines.extraction.findings import Meeting
from tequio.engines.extraction.next_session import read_next_session, read_preceded_by
from tequio.engines.extraction.opening import Opening, Passage, read_opening, relative_day
from tequio.engines.extraction.ordinals import ORDINAL, ordinal_value
from tequio.engines.extraction.parties import find_parties
from tequio.engines.extraction.sides import Source, read_sides
from tequio.text import Anchor, Text

_EVENT = (
    r"(?i:seminar-workshop|meetings?|dialogues?|summit|conference|forum|seminar|workshop|assembly|talks"
    r"|consultations?"
    r"|(?:phone |telephone |video )?call|conversation|consultative committee|joint commission|review"
    r"|session|launch"
    r"|reuni[óo]n(?:es)?|di[áa]logos?|cumbre|conferencia|foro|seminario|taller|encuentro|asamblea|consultas"
    r"|conversaci[óo]n|llamada|visita|comisi[óo]n mixta|ronda|sesi[óo]n|grupo de alto nivel|high-level group)"
)
_EDITION = r"(?i:edition|version|round|edici[óo]n|ronda|ciclo|cycle)"

# A past act of meeting. Present for titles: "Mexico and the UK hold first Dialogue".
_MET = Caseless(
    r"\b(?:held|hold|met|meet|here (?:with you )?(?:in|at)|gathered here|hosted|welcomed|received|spoke"
    r"|convened|gathered|took place|co-?chaired|attended|joined"
    r"|examined|considered the|reviewed|conducted the review|agreed today at|concluded|launched|participated"
    r"|celebr(?:ó|aron|ada|adas|ado|ados)|se reuni(?:ó|eron)|reunid[oa]s|llev(?:ó|aron) a cabo|tuvo lugar"
    r"|sostuv(?:o|ieron)"
    r"|convers(?:ó|aron)|se realiz(?:ó|aron)|realizad[oa]|recibi(?:ó|eron)|examin(?:ó|aron)|particip(?:ó"
    r"|aron)|convoc\w+|encabez(?:ó|aron|ad[oa]s?)|presidi(?:ó|eron|d[oa]s?)|se instal(?:ó|aron)|instalad[oa]"
    r"|tuvieron lugar|asisti(?:ó|eron)|hosted"
    r"|se entrevist(?:ó|aron)|dialog(?:ó|aron)|clausur(?:ó|aron)|inaugur(?:ó|aron)|llegó durante)\b"
)
# Another meeting: an earlier or a coming one.
_ANOTHER = Caseless(
    r"\b(?:to be held|will (?:be held|take place|host|meet)|(?:previous|earlier|last|next|upcoming"
    r"|first) (?:\w+[- ]){0,3}"
    r"(?:meetings?|conference|visit|summit|session|dialogue) (?:in|on|since|was|led)|since the first"
    r"|instructed|launched the partnership (?:on|in|at)"
    r"|se celebrará|tendrá lugar|próxim[oa]|anterior|last year|el año pasado|announced by)\b"
)
_CAPITALISED = r"[A-ZÁÉÍÓÚÑ][\wáéíóúñü’'.‑–-]*"
_NAME_WORD = (
    rf"(?:{_CAPITALISED}|of|on|for|and|in|to|the|between|with|de|del|la|las|los|el|en|sobre|entre"
    rf"|y|para|e)"
)
_MEETING_NAME = re.compile(
    rf"(?:{_CAPITALISED} (?:(?:of|on|and|y|e|de|del) )?){{0,8}}(?=[A-Z])\b{_EVENT}\b"
    rf"(?:(?: {_NAME_WORD}|,(?= [A-Z])){{1,22}})?"
)
_BEFORE_A_NAME = re.compile(
    rf"(?:{ORDINAL}|The|El|La|Los|At|In|On|During|En|Acta|ACTA|DE LA|DE|LA|de|of|Readout|Opening)\s+"
)
_LOOSE_END = re.compile(
    r"(?:[ ,]+(?:of|on|for|and|in|to|the|between|with|de|del|la|las|los|el|en|sobre|entre|y|para|e))+$"
)
# A date behind a name, with the preposition before it.
_DATE_BEHIND = re.compile(
    r"[ ,]+(?:(?:on|in|el|en|de|del) )?(?:January|February|March|April|May|June|July|August|September|October"
    r"|November|December|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre"
    r"|diciembre)\b.*$"
)
# What stands before the name of a meeting that is not the document's own.
_OTHERS = Caseless(
    r"\b(?:next|upcoming|forthcoming|ahead of|prior to|leading up to|in preparation for|outcomes? of|previous"
    r"|last|will (?:host|hold|attend|join|convene|meet at)|próxim[oa]|anterior|rumbo a|previ[oa] a)\b"
    r"[^.;]{0,24}$"
)
_WITH_ARTICLE = re.compile(
    r"(?:United|European|Dominican|Czech) |Netherlands|Philippines|Bahamas|Organi[sz]ation|Holy See"
)
# "Minister A's Call with Minister B": an occasion, no mechanism that goes on.
_OF_PERSONS = re.compile(
    r"\b(?:[Cc]all|[Mm]eeting|[Cc]onversation|[Ll]lamada|[Rr]eunión) (?:with|con)\b"
    r"|[’']s (?:[Cc]all|[Mm]eeting)\b"
)
_CALLED = Caseless(r"\b(?:call|spoke|telephone|phone|telefónica\w*|teléfono|conversaron|conversó)\b")
_COMMITTEE = Caseless(
    r"\b(?:El Comité|Comité|The Committee|Committee)\b[^.]{0,140}?\b(?:examinó|examinaron|considered"
    r"|examined|reviewed)\b"
)
_REPORT = re.compile(
    r"\b(?:informes? periódicos?[\w .º]{0,60}?|(?:[a-zé]+"
    r"|\d+\.?º?)(?: y [a-zé]+)? informes? periódicos? (?:combinados )?)"
    rf"de {_CAPITALISED}(?: {_CAPITALISED})?"
    r"|\b(?:combined )?(?:(?:initial|first|second|third|[a-z]+th|\d+(?:st|nd|rd|th))(?:,| and| to)? ){1,4}"
    rf"periodic reports? of (?:the )?{_CAPITALISED}(?: {_CAPITALISED})?"
)
_REVIEW = Caseless(r"\b(?:Universal Periodic Review|Examen Peri[óo]dico Universal|UPR|EPU)\b")
_CYCLE = re.compile(rf"(?P<ordinal>{ORDINAL})(?: UPR)? (?i:cycle|ciclo|Universal Periodic|UPR)\b")
_COUNTED = Caseless(r"(?:cycle|ciclo|Universal Periodic|UPR|ronda de evaluaci[óo]n|evaluation round)\b")
_ROUND = re.compile(
    rf"(?P<ordinal>{ORDINAL}) (?i:ronda de evaluaci[óo]n|(?:evaluation "
    rf"|multilateral evaluation )round)"
)


_REVIEWED = Caseless(r"\breview(?:ed)?\b|\bexam(?:en|inad[oa])\b")
_REVIEWED_ON = re.compile(
    r"(?:session|sesi[óo]n|review\w*|examen|\d|[A-Z]\w+),? (?:celebrad[oa] )?(?:in|on|el|en) $"
)


@dataclass
class _Found:
    """Fields as they are found; the first finding of each stays."""

    edition: int | None = None
    first: PartialDate | None = None
    last: PartialDate | None = None
    date_text: str | None = None
    place: str | None = None
    name: str | None = None
    mechanism: str | None = None
    parties: tuple[str, ...] = ()
    anchors: dict[str, Anchor] = field(default_factory=dict)


def read_meeting(text: Text, issued: str | None = None, named: str | None = None) -> Meeting:
    """Read the meeting that a document reports.

    Args:
        text: the document.
        issued: ISO date, month or year of issue where it is known from outside the words (the date of
            an e-mail, what a person entered); gives "today" its day and "March 1" its year.
        named: the same from the file's name, which is asked only where the words leave the meeting undated;
            what it then gives is marked (`Meeting.date_source`).

    Returns:
        The meeting; fields that the text does not give are None. A document without a meeting gives a
        `Meeting` without a name, date or place.
    """
    opening = read_opening(text)
    found = _Reading(text, opening, issued).read()
    date_source = None
    if named is not None and (found.first is None or found.first.iso is None):
        again = _Reading(text, opening, named).read()
        if again.first is not None and again.first.iso is not None:
            found, date_source = again, "file name"
    next_session = read_next_session(text)
    return Meeting(
        name=found.name,
        mechanism=found.mechanism,
        edition=found.edition,
        date_start=found.first.iso if found.first else None,
        date_end=found.last.iso if found.last else None,
        date_text=found.date_text,
        place=found.place,
        parties=found.parties,
        preceded_by=read_preceded_by(text),
        next_session=next_session,
        date_source=date_source,
        anchors=tuple(found.anchors.items()),
    )


class _Reading:
    """One reading of one document."""

    def __init__(self, text: Text, opening: Opening, issued: str | None) -> None:
        self.text = text
        self.opening = opening
        self.language = text.language
        self.issued = _parsed(issued) if issued else None
        if self.issued is None and opening.issued:
            self.issued = opening.issued[0].last
        self.found = _Found()

    def read(self) -> _Found:
        own = [passage for passage in self.opening.sentences if self._is_own_meeting(passage)]
        titles = [*self.opening.titles, *([self.opening.heading] if self.opening.heading else [])]
        kind = self._kind()
        if kind is Source.REVIEW:
            self._read_review()
        elif kind is Source.ROUND:
            self._read_highest(_ROUND, 30_000)
        for passage in [*own, *titles]:
            self._read_edition(passage, kind)
        for passage in own:
            self._read_date(passage)
            self._read_place(passage)
        titled = [passage for passage in self.opening.titles if not passage.words.isupper()]
        for passage in [*titled, *own, *titles]:
            self._read_name(passage, kind)
        for passage in self.opening.titles:
            self._read_place_line(passage)
        if own or self._titles_name_a_meeting():
            for passage in titles:
                self._read_title_place_and_date(passage)
        self.found.parties = read_sides(self.text, self.opening, own, kind)
        if kind is not Source.MEETING:
            self._name_proceeding(kind)
        elif self.found.name is not None:
            self._shorten_name(self.found.name)
        elif own:
            self._name_by_parties(own[0])
        return self.found

    def _shorten_name(self, name: str) -> None:
        """Leave the place and the date behind a name out of it."""
        shorter = _DATE_BEHIND.sub("", name)
        if shorter != name and self.found.place:
            shorter = shorter.removesuffix(self.found.place).rstrip(" ,")
        self.found.name = shorter
        self.found.mechanism = None if _OF_PERSONS.search(shorter) else shorter

    def _name_by_parties(self, passage: Passage) -> None:
        """Name a meeting that has no name by who met: "meeting of Mexico and the United States"."""
        parties, spanish = self.found.parties, self.language == "es"
        if not 2 <= len(parties) <= 3:
            return
        if not spanish:
            parties = tuple(f"the {party}" if _WITH_ARTICLE.match(party) else party for party in parties)
        kind = (
            ("Conversación telefónica de" if spanish else "Telephone call of")
            if _CALLED.is_in(passage.words)
            else ("Reunión de" if spanish else "Meeting of")
        )
        self.found.name = f"{kind} {', '.join(parties[:-1])} {'y' if spanish else 'and'} {parties[-1]}"

    def _name_proceeding(self, kind: Source) -> None:
        """Name an examination or review: the body, and what it examined in the text's words."""
        parties, spanish = self.found.parties, self.language == "es"
        if kind is Source.REVIEW:
            self.found.mechanism = "Examen Periódico Universal" if spanish else "Universal Periodic Review"
        else:
            self.found.mechanism = parties[0] if parties else None
        report = next((m for p in self.opening.sentences if (m := _REPORT.search(p.words))), None)
        if report and kind is Source.COMMITTEE and parties:
            plural = report.group().startswith("informes")
            verb = ("examen de los" if plural else "examen del") if spanish else "examination of the"
            self.found.name = f"{parties[0]}, {verb} {report.group()}"
        elif parties and self.found.mechanism:
            of = " de " if spanish else " of "
            self.found.name = f"{self.found.mechanism}{of if kind is Source.REVIEW else ', '}{parties[-1]}"
        else:
            self.found.name = self.found.mechanism

    def _kind(self) -> Source:
        head = " ".join(passage.words for passage in (*self.opening.titles, *self.opening.sentences[:6]))
        if _COMMITTEE.search(head):
            return Source.COMMITTEE
        if any("MESECVI" in passage.words for passage in self.opening.titles):
            return Source.ROUND
        return Source.REVIEW if _REVIEW.search(head) else Source.MEETING

    def _is_own_meeting(self, passage: Passage) -> bool:
        met = _MET.search(passage.words)
        if met is None:
            return False
        another = _ANOTHER.search(passage.words)
        return another is None or another.start() > met.end() + 40

    def _titles_name_a_meeting(self) -> bool:
        return any(re.search(rf"\b{_EVENT}\b", passage.words) for passage in self.opening.titles)

    # -- edition and name -----------------------------------------------------------------------

    def _read_edition(self, passage: Passage, kind: Source) -> None:
        if self.found.edition is not None or kind is not Source.MEETING:
            return
        pattern = rf"(?P<ordinal>{ORDINAL})(?P<between>(?: [\w’'.,&-]+){{0,8}}?) (?:{_EDITION}|{_EVENT})\b"
        for match in re.finditer(pattern, passage.words):
            between = match.group("between")
            if re.search(
                r"[,;.]|\b(?:time|phase|fase|vez|informe|report|quarter|half|lady|minister"
                r"|of the)\b",
                between,
                re.I,
            ):
                continue
            after = passage.words[match.end() : match.end() + 40]
            before = passage.words[max(0, match.start() - 40) : match.start()]
            if re.search(r"to be held|will|se celebrará", after) or re.search(
                r"\b(?:since|desde|at its|en su|next)\b|(?:[’']s|\b(?:his|her|their|our|su|sus)) $", before
            ):
                continue  # "President Castro's first meeting" counts her meetings
            number = ordinal_value(match.group("ordinal"))
            if number and number <= 60:
                self.found.edition = number
                self._anchor("edition", passage, match.start(), match.end())
                return

    def _read_name(self, passage: Passage, kind: Source) -> None:
        """Take the name in capitals around an event word, without its ordinal."""
        if self.found.name is not None or kind is not Source.MEETING:
            return
        for match in _MEETING_NAME.finditer(passage.words):
            start, end = match.span()
            while leading := _BEFORE_A_NAME.match(passage.words, start, end):
                start = leading.end()
            name = _LOOSE_END.sub("", passage.words[start:end])
            if self._is_of_another(passage.words, start, end):
                continue
            if len(name.split()) >= 2:
                self.found.name = name.strip(" .,")
                self.found.mechanism = self.found.name
                self._anchor("name", passage, start, start + len(name))
                return

    def _is_of_another(self, words: str, start: int, end: int) -> bool:
        """Say whether a name is that of another meeting, or of what is no meeting."""
        if _OTHERS.search(words, max(0, start - 40), start) or re.match(r"Review of the", words[start:end]):
            return True
        own = self.found.first
        date = next((d.first for d in find_dates(words[start : end + 30]) if d.end > end - start - 12), None)
        if own is None or date is None or own.month is None:
            return False
        apart = abs(date.day - own.day) if date.day and own.day else 0
        return date.month != own.month or apart > 7

    # -- dates ----------------------------------------------------------------------------------

    def _read_date(self, passage: Passage) -> None:
        if self.found.date_text is not None:
            return
        words = passage.words
        for date in find_dates(words):
            if self._is_date_of_meeting(words, date):
                self._set_date(passage, date.start, date.end, date.first, date.last)
                return
        relative = relative_day(words, self.issued)
        if relative:
            day, start, end = relative
            self._set_date(passage, start, end, day, day)

    def _is_date_of_meeting(self, words: str, date: DateMention) -> bool:
        before, after = words[: date.start], words[date.end :]
        if re.search(r"^[\"“]?(?:On|El|Los días|El día|In|En)?(?: \w+day,?)? ?$", before):
            return bool(_MET.search(after))
        if re.search(
            r"\b(?:announced|adopted|since|launched in|signed|desde|adoptad\w+|anunciad\w+|of"
            r"|conversation)(?: (?!(?:on|from|in|between|del|desde)\b)\w+){0,2} $",
            before,
        ) and not re.search(r"horas del $", before):
            return False
        met = list(_MET.finditer(before))
        if met and date.start - met[-1].end() < 260:
            stretch = before[met[-1].end() :]
            return (
                not re.search(r"\b(?:that|which|que|who|following|after|under|conforme)\b", stretch)
                or len(stretch) < 40
            )
        return bool(re.search(r"^(?:En la ciudad|En |In )", words) and _MET.search(after))

    def _set_date(
        self, passage: Passage, start: int, end: int, first: PartialDate | None, last: PartialDate | None
    ) -> None:
        self.found.date_text = passage.words[start:end]
        self._anchor("date", passage, start, end)
        if first is None or last is None:
            return
        year = self._year_for(first)
        self.found.first, self.found.last = first.in_year(year), last.in_year(year)

    def _year_for(self, date: PartialDate) -> int | None:
        """Take a missing year from the day of issue where that fixes it: the last such day before it."""
        if date.year is not None or self.issued is None or self.issued.year is None:
            return date.year
        if self.issued.month is None or date.month is None:
            return self.issued.year
        later = (date.month, date.day or 1) > (self.issued.month, self.issued.day or 31)
        return self.issued.year - 1 if later else self.issued.year

    # -- place ----------------------------------------------------------------------------------

    def _read_place(self, passage: Passage) -> None:
        if self.found.place is not None:
            return
        words = passage.words
        for pattern, name in _REMOTE:
            match = pattern.search(words)
            if match:
                self.found.place = name or match.group()
                self._anchor("place", passage, match.start(), match.end())
                return
        for start, end in _places(words):
            self.found.place = words[start:end]
            self._anchor("place", passage, start, end)
            return

    def _read_place_line(self, passage: Passage) -> None:
        """Read "Lugar: Ciudad de México" in the head of minutes."""
        match = re.match(r"(?:Lugar|Sede|Place|Venue|Location): ?(?P<place>[^.;]{3,80})", passage.words)
        if match and self.found.place is None:
            self.found.place = match.group("place").strip()
            self._anchor("place", passage, *match.span("place"))

    def _read_title_place_and_date(self, passage: Passage) -> None:
        """Read "CANBERRA, AUSTRALIA, 18 MARCH 2005" or "… Tegucigalpa, Honduras, February 10-11, 2011"."""
        words = passage.words
        for date in find_dates(words):
            if date.first.iso is None or re.search(
                r"published|updated|reviewed|publicado", words, re.IGNORECASE
            ):
                continue
            if self.found.first is None or self.found.first.iso is None:
                self._set_date(passage, date.start, date.end, date.first, date.last)
            before = words[: date.start].rstrip(" ,")
            place = re.search(
                r"(?:^|[.;:] |(?<=[a-z]), (?=[A-ZÁÉÍÓÚ][\w.’'-]+, [A-Z]\w+$)"
                r"|(?<=[a-z]) (?=[A-Z]))((?:[A-ZÁÉÍÓÚ][\w.’'-]*(?: de)? ?){1,3}(?:, "
                r"(?:[A-ZÁÉÍÓÚ][\w.]* ?){1,3})?)$",
                before,
            )
            if self.found.place is None and place and not _NO_PLACE.search(place.group(1)):
                name = self._without_common_words(place.group(1).strip())
                self.found.place = name.title() if name.isupper() else name
                start = words.index(name, place.start(1))
                self._anchor("place", passage, start, start + len(name))
            return

    def _without_common_words(self, name: str) -> str:
        """Leave off what a title runs into a place: "Migrants Tegucigalpa, Honduras"."""
        words = name.split()
        while len(words) > 1 and re.search(rf"(?<!\w){re.escape(words[0].lower())}(?!\w)", self.text.content):
            words.pop(0)
        return " ".join(words)

    # -- reviews in cycles, rounds of evaluation ------------------------------------------------

    def _read_review(self) -> None:
        """Read a review in cycles: the cycle is its edition, the State its party."""
        for passage in [*self.opening.titles, *self.opening.sentences]:
            if self.found.date_text is None and _REVIEWED.search(passage.words):
                for date in find_dates(passage.words):
                    if _REVIEWED_ON.search(passage.words, 0, date.start):
                        self._set_date(passage, date.start, date.end, date.first, date.last)
                        break
        self._read_highest(_CYCLE, 12_000)

    def _read_highest(self, pattern: re.Pattern[str], characters: int) -> None:
        """Take the highest cycle or round named: an earlier one is named for comparison."""
        flow = self.text.flow(0, min(len(self.text.content), characters))
        found = [
            (ordinal_value(match.group("ordinal")) or 0, match)
            for counted in _COUNTED.finditer(flow.words)
            for match in pattern.finditer(flow.words, max(0, counted.start() - 60), counted.end())
        ]
        if found:
            number, match = max(found, key=lambda item: item[0])
            self.found.edition = number
            self._anchor("edition", Passage(flow, 0, len(flow.words)), match.start(), match.end())

    def _anchor(self, name: str, passage: Passage, start: int, end: int) -> None:
        self.found.anchors.setdefault(name, passage.anchor(self.text, start, end))


# Meetings without a place. The name is given in English words where the document's own are many.
_REMOTE: tuple[tuple[Caseless, str | None], ...] = (
    (
        Caseless(
            r"\bvirtual(?:ly)? (?:bilateral |trilateral )?(?:meeting|summit|dialogue|session)?"
            r"|\bmet virtually"
        ),
        "virtual",
    ),
    (
        Caseless(r"\bby (?:tele)?phone\b|\b(?:tele)?phone (?:call|conversation)\b|\btelephone\b"),
        "telephone",
    ),
    (Caseless(r"\bvía telefónica\b|\bpor teléfono\b|\b(?:conversación|llamada) telefónica\b"), None),
    (
        Caseless(
            r"\b(?:por|mediante|vía) videoconferencia\b|\bde manera virtual\b|\bformato virtual\b"
            r"|\bby video ?conference\b"
        ),
        None,
    ),
)
_PLACE = re.compile(
    r"\b(?:(?:[Ii]n) the (?:city|town) of|to the|at the|[Ii]n|at|to|[Ee]n la ciudad de|en la sede (?:de la"
    r"|del?)|en el"
    r"|en la|[Ee]n)\s+"
    rf"(?P<place>(?!\d)[A-ZÁÉÍÓÚÑ][\wáéíóúñü’'-]*(?:(?: (?:de |del |of |la |da )?"
    rf"|-){_CAPITALISED})*(?:, (?:D\.C\.|DC|[A-ZÁÉÍÓÚ][a-záéíóúñ]+(?: [A-Z][a-záéíóúñ]+)?)(?=[ ,.;]|$))?)"
)
_NO_PLACE = re.compile(
    rf"\b{_EVENT}\b|\b(?:MP|Hon|Mr|Ms|Dr|Persons|Women|Children|Trade|Security|Personas|Human|Rights|Field|Framework|Declaration|Agenda|Council|Committee|Convention"
    rf"|Agreement|January|February|March"
    r"|April|May|June|July|August|September|October|November|December|Gobierno|Plan|Americas|Hemisphere"
    r"|President|Government"
    r"|General|Original|English|Distr|Español|Note|Policy|Paper|Press|Release|Mexican|Minister|Ministers"
    r"|Secretary|Acting|Central|North|Southern|Northern|Congress|Treaty"
    r"|Protocol|Working|Derechos|Estado)\b"
)


_ANOTHER_CLAUSE = Caseless(
    r"\b(?:that|which|que)\b(?! (?:took|was|were|is|se|tuv|reuni|fue|concluy|inici|congreg))"
)
_POST_AT = re.compile(
    r"\b(?:[Aa]mbassador|[Ee]mbajador[a]?|[Cc][óo]nsul|[Nn]uncio|[Ee]mbassy|[Ee]mbajada|[Oo]ffice|[Oo]ficina)"
    r"(?: (?:of|de|del|the|la|el|designad[oa]|[A-ZÁÉÍÓÚ]\w+)){0,4} $"
)


def _places(words: str) -> Iterator[tuple[int, int]]:
    """Find where a sentence says that something took place, most likely first."""
    met = _MET.search(words)
    candidates: list[tuple[int, int, int]] = []
    for match in _PLACE.finditer(words):
        place = (
            match.group("place").rstrip(".,")
            if not match.group("place").endswith("D.C.")
            else match.group("place")
        )
        start, end = match.start("place"), match.start("place") + len(place)
        if _NO_PLACE.search(place):
            continue
        if (
            match.group().startswith(("to", "at", "en la ", "en el "))
            and not match.group().startswith("en la ciudad de")
            and not re.match(
                r"(?:White House|Casa"
                r"|Palac|National"
                r"|Palacio|Ciudad"
                r"|sede|State Dep)",
                place,
            )
        ):
            continue
        before_event = met is not None and end < met.start() and match.start() > 2
        is_state = any(m.start == 0 and m.end == len(place) for m in find_parties(place))
        # "Trafficking in Persons" names no place.
        in_a_name = bool(re.search(rf"{_CAPITALISED} $", words[: match.start()]))
        if _POST_AT.search(words, 0, match.start()):
            continue  # "Ambassador in Mexico, Ana Ruiz"
        if met is not None and _ANOTHER_CLAUSE.search(words, met.end(), match.start()):
            continue  # "welcomed … and said that the change in Honduras …"
        candidates.append((2 * before_event + 2 * in_a_name + is_state, start, end))
    for _, start, end in sorted(candidates):
        yield start, end


def _parsed(issued: str) -> PartialDate:
    parts = [int(part) for part in issued.split("-")]
    return PartialDate(*parts)
