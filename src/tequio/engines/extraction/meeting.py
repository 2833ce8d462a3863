"""The meeting that a document reports: name, edition, dates, place and parties.

The opening is searched for the sentences that report the document's own meeting (`_is_own_meeting`);
each field is taken from the first of them that gives it, then from the titles. Three kinds of document
have their own reading: reports of committees, reviews in cycles and rounds of a follow-up mechanism.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tequio.engines.extraction.caseless import Caseless
from tequio.engines.extraction.dates import DateMention, PartialDate, find_dates
from tequio.engines.extraction.findings import Meeting
from tequio.engines.extraction.meeting_words import CAPITALISED, EVENT, MET
from tequio.engines.extraction.next_session import read_next_session, read_preceded_by
from tequio.engines.extraction.opening import Opening, Passage, read_opening, relative_day
from tequio.engines.extraction.ordinals import ORDINAL, ordinal_value
from tequio.engines.extraction.places import dateline_place, find_places, is_no_place, remote_place
from tequio.engines.extraction.sides import Source, read_sides
from tequio.text import Anchor, Text

_EDITION = r"(?i:edition|version|round|edici[óo]n|ronda|ciclo|cycle)"

# Another meeting: an earlier or a coming one.
_ANOTHER = Caseless(
    r"\b(?:to be held|will (?:be held|take place|host|meet)|(?:previous|earlier|last|next|upcoming"
    r"|first) (?:\w+[- ]){0,3}"
    r"(?:meetings?|conference|visit|summit|session|dialogue) (?:in|on|since|was|led)|since the first"
    r"|instructed|launched the partnership (?:on|in|at)"
    r"|se celebrará|tendrá lugar|próxim[oa]|anterior|last year|el año pasado|announced by)\b"
)
_NAME_WORD = (
    rf"(?:{CAPITALISED}|of|on|for|and|in|to|the|between|with|de|del|la|las|los|el|en|sobre|entre"
    rf"|y|para|e)"
)
_MEETING_NAME = re.compile(
    rf"(?:{CAPITALISED} (?:(?:of|on|and|y|e|de|del) )?){{0,8}}(?=[A-Z])\b{EVENT}\b"
    rf"(?:(?: {_NAME_WORD}|,(?= [A-Z])){{1,22}})?"
)
_BEFORE_A_NAME = re.compile(
    rf"(?:{ORDINAL}|The|El|La|Los|At|In|On|During|En|Acta|ACTA|DE LA|DE|LA|de|of|Readout|Opening)\s+"
)
# "CUMBRE Reunión de Cancilleres": the word in capitals before a caption.
_SHOUTED = re.compile(r"(?:CUMBRE|REUNI[ÓO]N|FOTO|SUMMIT|MEETING|VIDEO|NOTA)[: ]+(?=[A-ZÁÉÍÓÚ][a-záéíóú])")
_LOOSE_END = re.compile(
    r"(?:[ ,]+(?:of|on|for|and|in|to|the|between|with|de|del|la|las|los|el|en|sobre|entre|y|para|e))+$"
)
# A date behind a name, with the preposition before it.
_DATE_BEHIND = re.compile(
    r"[ ,]+(?:(?:on|in|el|en|de|del) )?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October"
    r"|November|December|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre"
    r"|diciembre)\b.*$"
)
# What stands before the name of a meeting that is not the document's own.
_OTHERS = Caseless(
    r"\b(?:next|upcoming|forthcoming|ahead of|prior to|leading up to|in preparation for|margins? of|sidelines? of|visit to|al margen de|outcomes? of|previous"
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
    r"\b(?:El Comité|Comité|The Committee|Committee)\b[^.]{0,140}?\b(?:examinó|examinaron|recibió el informe|considered"
    r"|examined|reviewed)\b"
)
_REPORT = re.compile(
    r"\b(?:informes? periódicos?[\w .º]{0,60}?|(?:[a-zé]+"
    r"|\d+\.?º?)(?: y [a-zé]+)? informes? periódicos? (?:combinados )?)"
    rf"de {CAPITALISED}(?: {CAPITALISED})?"
    r"|\b(?:combined )?(?:(?:initial|first|second|third|[a-z]+th|\d+(?:st|nd|rd|th))(?:,| and| to)? ){1,4}"
    rf"periodic reports? of (?:the )?{CAPITALISED}(?: {CAPITALISED})?"
)
_REVIEW = Caseless(r"\b(?:Universal Periodic Review|Examen Peri[óo]dico Universal|UPR|EPU)\b")
_CYCLE = re.compile(
    rf"(?P<ordinal>{ORDINAL})(?: UPR)? (?i:cycle|ciclo|Universal Periodic|UPR|revisi[óo]n del|review (?:cycle|under the))\b"
)
_COUNTED = Caseless(
    r"(?:cycle|ciclo|revisi[óo]n del|review under the|Universal Periodic|UPR|ronda de evaluaci[óo]n|evaluation round)\b"
)
_ROUND = re.compile(
    rf"(?P<ordinal>{ORDINAL}) (?i:ronda de evaluaci[óo]n|(?:evaluation "
    rf"|multilateral evaluation )round)"
)


# A recital: what it names was before.
_PREAMBLE = re.compile(
    r"(?:Recalling|Recognizing|Recognising|Noting|Welcoming|Reaffirming|Considering|Bearing in mind|Mindful|Having|Aware|Convinced|Guided"
    r"|Destacando|Recordando|Reconociendo|Considerando|Reafirmando|Teniendo|Tomando|Observando|Acogiendo|Conscientes?|Convencid[oa]s?|Guiad[oa]s?)\b"
)
# "En el marco de la Octava Reunión …", "during the third session …": the frame in which something was said or done.
_FRAME = Caseless(
    r"\b(?:en (?:el marco|ocasión|el contexto) de(?:l| la)?|durante (?:la|el)|al (?:término|cierre) de(?:l| la)|in the (?:framework|context|margins) of the|during the|on the occasion of the|at the (?:close|end|conclusion) of the|following the|at the) $"
)
_OF_A_COUNCIL = Caseless(
    r"\b(?:assembly|asamblea|council|consejo|human rights committee|committee (?:on|against)|comité (?:de|contra|para)|congress|congreso|parliament)\b"
)
_YEAR = re.compile(r"(?<![\w/.-])(?:19|20)\d\d(?![\w/-])")
_INITIALS = re.compile(r"\b(?:[A-Z]\.)+")
_BARE_MEETING = re.compile(
    r" (?:official |face-to-face |in-person |bilateral )?(?:meeting|visit|call|talks|conversation|reunión|encuentro|visita|llamada|conversación)"
)
_ANNOUNCED = Caseless(
    r"\b(?:dialogue|meeting|summit|session|round|conference|diálogo|reunión|cumbre|sesión|ronda|conferencia)\b[^.;]{0,80}\b(?:will (?:take place|be held|be hosted|convene)|is to be held|se celebrará|tendrá lugar|se (?:realizará|llevará a cabo))\b"
)
# Talks of States, which may speak of a review but are none.
_TALKS = Caseless(
    r"\b(?:dialogue|summit|talks|ministerial|diálogo|cumbre|comisión binacional|reunión bilateral)\b"
)
# Who issues a release sits in a place of his own: "Office of the Spokesperson, Washington, DC".
_ISSUING_OFFICE = Caseless(
    r"\b(?:office of the|spokes\w+|press (?:release|statement)|media note|readout|bolet[íi]n|oficina de prensa)\b"
)
_REVIEW_HELD = Caseless(
    r"\breview of [^.]{3,40} (?:was held|took place)|\b(?:State under review|was reviewed)\b"
    r"|\bexamen (?:de la situación )?de(?:l| la)? [^.]{3,40} (?:se (?:llevó a cabo|celebró|realizó)|tuvo lugar)"
)
_REVIEWED = Caseless(r"\breview(?:ed)?\b|\bexam(?:en|inad[oa])\b")
# "The meeting took place on 3 May": the day of what was only "today".
_DATED = Caseless(
    r"\b(?:meeting|talks|dialogue|session|visit|summit|call|reunión|encuentro|diálogo|sesión|cumbre|visita)\b[^.]{0,60}"
    r"\b(?:took place|(?:was|were) held|se (?:celebró|realizó|llevó a cabo|desarrolló)|tuvo lugar)\b"
)
_REVIEWED_ON = re.compile(
    r"(?:session|meeting|sesi[óo]n|review\w*|examen|\d|[A-Z]\w+),? (?:celebrad[oa] |que tuvo lugar |held )?(?:in|on|el|en) $"
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
        self._read_editions(own, titles, kind)
        announced = [p for p in self.opening.sentences[:2] if _ANNOUNCED.is_in(p.words) and p not in own][:1]
        if any(p in own for p in self.opening.sentences[:2]):
            announced = []
        for passage in announced:
            self._read_announced(passage)
            self._read_place(passage)
        for passage in own:
            self._read_date(passage)
            self._read_place(passage)
        titled = [passage for passage in self.opening.titles if not passage.words.isupper()]
        for passage in [*titled, *own, *titles]:
            self._read_name(passage, kind)
        for passage in self.opening.titles:
            self._read_place_line(passage)
            if own and self.found.place is None and (remote := remote_place(passage.words)):
                self.found.place = remote[0]
                self._anchor("place", passage, *remote[1:])
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
        place = (self.found.place or "").rstrip(".")
        if place and shorter.endswith(place):
            shorter = re.sub(r"(?:[ ,]+(?:in|at|en))?[ ,]*$", "", shorter.removesuffix(place))
        shorter = re.sub(r" (?:Held|Concludes?|Takes Place|Convened?|Celebrad[oa])$", "", shorter)
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
        for passage in (*self.opening.titles, *self.opening.sentences[:6]):
            if _REVIEW.search(passage.words):
                return Source.REVIEW
            if _TALKS.search(passage.words) and self._is_own_meeting(passage):
                break
        return Source.MEETING

    def _is_own_meeting(self, passage: Passage) -> bool:
        met = MET.search(passage.words)
        if met is None or _PREAMBLE.match(passage.words):
            return False
        another = _ANOTHER.search(passage.words)
        return another is None or another.start() > met.end() + 40

    def _titles_name_a_meeting(self) -> bool:
        return any(re.search(rf"\b{EVENT}\b", passage.words) for passage in self.opening.titles)

    def _read_editions(self, own: list[Passage], titles: list[Passage], kind: Source) -> None:
        for passage in [*own, *titles]:
            self._read_edition(passage, kind)
        for passage in self.opening.sentences[:4]:
            self._read_edition(passage, kind, framed=True)

    # -- edition and name -----------------------------------------------------------------------

    def _read_edition(self, passage: Passage, kind: Source, framed: bool = False) -> None:
        if self.found.edition is not None or kind is not Source.MEETING:
            return
        pattern = rf"(?P<ordinal>{ORDINAL})(?P<between>(?: [\w’'.,&-]+){{0,8}}?) (?:{_EDITION}|{EVENT})\b"
        for match in re.finditer(pattern, passage.words):
            between = _INITIALS.sub("", match.group("between"))  # "U.S."
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
                r"\b(?:since|desde|at its|en su|next)\b|(?:[’']s|\b(?:his|her)) $", before
            ):
                continue  # "President Castro's first meeting" counts her meetings
            if framed and (not _FRAME.search(before) or _OF_A_COUNCIL.is_in(match.group() + after)):
                continue
            bare = _BARE_MEETING.fullmatch(match.group()[len(match.group("ordinal")) :])
            if bare and re.search(r"\b(?:their|our|su|sus) $", before):
                continue  # "their first meeting" counts what two persons had
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
            while leading := _BEFORE_A_NAME.match(passage.words, start, end) or _SHOUTED.match(
                passage.words, start, end
            ):
                start = leading.end()
            name = _LOOSE_END.sub(
                "", re.sub(r"(?: (?:DE|DEL|LA|EL|OF|THE|Y|AND))+$", "", passage.words[start:end])
            )
            if name.isupper() and " " in name:
                while leading := _BEFORE_A_TITLE.match(name):
                    name = name[leading.end() :]
                start = passage.words.index(name, start)
                name = _in_title_case(name)
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
        if self.found.date_text is not None and (
            self.found.first is not None or not _DATED.search(passage.words)
        ):
            return
        words = passage.words
        for date in find_dates(words):
            if self._is_date_of_meeting(words, date):
                self._set_date(passage, date.start, date.end, date.first, date.last)
                return
        relative = relative_day(words, self.issued)
        if relative and self.found.date_text is None:
            day, start, end = relative
            self._set_date(passage, start, end, day, day)

    def _read_announced(self, passage: Passage) -> None:
        """Read the day of a meeting that is announced: "The dialogue will take place on May 13-14"."""
        said = _ANNOUNCED.search(passage.words)
        for date in find_dates(passage.words):
            if said is not None and date.start >= said.end():
                year = self.issued.year if self.issued else None
                first, last = date.first.in_year(year), date.last.in_year(year)
                self._set_date(passage, date.start, date.end, first, last)
                return

    def _is_date_of_meeting(self, words: str, date: DateMention) -> bool:
        before, after = words[: date.start], words[date.end :]
        if re.search(r"^[\"“]?(?:On|El|Los días|El día|In|En)?(?: \w+day,?)? ?$", before):
            return bool(MET.search(after))
        if re.search(
            r"\b(?:announced|adopted|since|launched in|signed|desde|adoptad\w+|anunciad\w+|of"
            r"|conversation)(?: (?!(?:on|from|in|between|del|desde)\b)\w+){0,2} $",
            before,
        ) and not re.search(r"horas del $", before):
            return False
        met = list(MET.finditer(before))
        if met and date.start - met[-1].end() < 260:
            stretch = before[met[-1].end() :]
            return (
                not re.search(r"\b(?:that|which|que|who|following|after|under|conforme)\b", stretch)
                or len(stretch) < 40
            )
        return bool(re.search(r"^(?:En la ciudad|En |In )", words) and MET.search(after))

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
        if date.year is not None:
            return date.year
        if self.issued is None or self.issued.year is None:
            return self._year_in_titles()
        if self.issued.month is None or date.month is None:
            return self.issued.year
        later = (date.month, date.day or 1) > (self.issued.month, self.issued.day or 31)
        return self.issued.year - 1 if later else self.issued.year

    def _year_in_titles(self) -> int | None:
        """Take the one year that the titles name: "Senior Economic Dialogue 2023"."""
        years = {year for passage in self.opening.titles[:6] for year in _YEAR.findall(passage.words)}
        return int(years.pop()) if len(years) == 1 else None

    # -- place ----------------------------------------------------------------------------------

    def _read_place(self, passage: Passage) -> None:
        if self.found.place is not None:
            return
        words = passage.words
        if remote := remote_place(words):
            self.found.place = remote[0]
            self._anchor("place", passage, *remote[1:])
            return
        for start, end in find_places(words):
            self.found.place = words[start:end]
            self._anchor("place", passage, start, end)
            return
        for first in self.opening.sentences[:1]:
            if span := dateline_place(first.words, words):
                name = first.words[slice(*span)]
                self.found.place = name.title() if name.isupper() else name
                self._anchor("place", first, *span)

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
            before = words[: date.start].rstrip(" ,;")
            place = re.search(
                r"(?:^|[.;:] |(?<=[a-z]), (?=[A-ZÁÉÍÓÚ][\w.’'-]+, [A-Z]\w+$)"
                r"|(?<=[a-z]) (?=[A-Z]))((?:[A-ZÁÉÍÓÚ][\w.’'-]*(?: de)? ?){1,3}(?:, "
                r"(?:[A-ZÁÉÍÓÚ][\w.]* ?){1,3})?)$",
                before,
            )
            issuing = any(_ISSUING_OFFICE.is_in(title.words) for title in self.opening.titles)
            if self.found.place is None and place and not is_no_place(place.group(1)) and not issuing:
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
        passages = [*self.opening.titles, *self.opening.sentences]
        for passage in [p for p in passages if _REVIEW_HELD.is_in(p.words)] + passages:
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


# "DECLARACIÓN DE LA VI REUNIÓN …": what a title in capitals says before the name.
_BEFORE_A_TITLE = re.compile(
    rf"(?:DECLARACI[ÓO]N|COMUNICADO|ACTA|INFORME|STATEMENT|DECLARATION|COMMUNIQU[ÉE]|JOINT|CONJUNT[OA]|FINAL|ADOPTAD[OA]|ADOPTED|EN|AT|DE|DEL|LA|EL|OF|THE|ON|{ORDINAL})\s+"
)
_SMALL_WORDS = frozenset(
    "de del la las los el y e en a of on the and for in between to con para sobre entre".split()
)


def _in_title_case(words: str) -> str:
    """Write a title in capitals as a name: "REUNIÓN DE MINISTROS" is "Reunión de Ministros"."""
    parts = [w.lower() if w.lower() in _SMALL_WORDS else w.capitalize() for w in words.split(" ")]
    return " ".join(parts)[:1].upper() + " ".join(parts)[1:]


def _parsed(issued: str) -> PartialDate:
    parts = [int(part) for part in issued.split("-")]
    return PartialDate(*parts)
