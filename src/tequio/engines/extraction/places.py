"""Where a meeting took place: the place that a sentence names, a remote meeting, a seat, a dateline."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tequio.engines.extraction.caseless import Caseless
from tequio.engines.extraction.meeting_words import CAPITALISED, EVENT, MET
from tequio.engines.extraction.parties import find_parties

__all__ = ["dateline_place", "find_places", "is_no_place", "remote_place"]

# Meetings without a place. The name is given in English words where the document's own are many.
_REMOTE: tuple[tuple[Caseless, str | None], ...] = (
    (
        Caseless(
            r"\bvirtual(?:ly)? (?:bilateral |trilateral )?(?:meeting|summit|dialogue|session)?"
            r"|\bmet virtually|\b(?:virtual|online) format\b|\bheld (?:virtually|online)\b"
        ),
        "virtual",
    ),
    (
        Caseless(
            r"\bcalled (?:[\w.’-]+ ){0,3}(?:president|prime|foreign|minister|secretary|chancellor|king)\b|[’']s call with\b|\breadout of [^.]{3,60} call\b|\bspoke with [^.;]{3,80} by (?:tele)?phone\b|\bby (?:tele)?phone\b|\b(?:tele)?phone (?:call|conversation)\b|\btelephone\b"
        ),
        "telephone",
    ),
    (Caseless(r"\bvía telefónica\b|\bpor teléfono\b|\b(?:conversación|llamada) telefónica\b"), None),
    (
        Caseless(
            r"\b(?:por|mediante|vía) videoconferencia\b|\bde manera virtual\b|\bformato virtual\b"
            r"|\b(?:by|via|through|over) (?:video|tele)[- ]?conferenc(?:e|ing)\b|\bpor vía (?:virtual|remota)\b"
            r"|\b(?:de forma|en modalidad|manera) (?:virtual|remota|telemática)\b"
        ),
        None,
    ),
)
_PLACE = re.compile(
    r"\b(?:[Ii]n the (?:\w+ )?(?:city|town|capital|port|resort)(?: city)?(?: of|,)?|[Ii]n \w+[’']?s? capital(?: city)?(?: of|,)?|to the|at the|[Ii]n|at|to|[Ee]n la ciudad de|en la sede (?:de la"
    r"|del?)|en el"
    r"|en la|[Ee]n)\s+"
    rf"(?P<place>(?!\d)(?:Palacio (?:presidencial|de gobierno|nacional|legislativo)(?: de)? )?[A-ZÁÉÍÓÚÑ][\wáéíóúñü’'-]*(?:(?: (?:de |del |of |la |da )?"
    rf"|-){CAPITALISED})*(?:, (?:D\.C\.|DC|[A-ZÁÉÍÓÚ][a-záéíóúñ]+(?: [A-Z][a-záéíóúñ]+)?)(?=[ ,.;]|$))?)"
)
# "en la sede de la Cancillería mexicana", "at the headquarters of the Organization": named by whose seat it is.
_SEAT = re.compile(
    r"\b(?:en (?:la sede|las (?:oficinas|instalaciones)) (?:de la|del|de los|de las|de) |at the (?:headquarters|seat|premises) of (?:the )?)"
    rf"(?P<place>[\wáéíóúñ]+(?: (?:de |del |de la |of |of the |for )?(?:{CAPITALISED}|(?:[a-záéíóúñ]+(?:ana|ina|ense|eña|ola|esa|lena)|nacional|presidencial)\b)){{0,6}})"
)
_NO_PLACE = re.compile(
    rf"\b{EVENT}\b|\b(?:MP|Hon|Mr|Ms|Dr|Persons|Women|Children|Trade|Security|Personas|Human|Rights|Field|Framework|Declaration|Agenda|Council|Committee|Convention"
    rf"|Agreement|January|February|March"
    r"|April|May|June|July|August|September|October|November|December|Gobierno|Plan|Americas|Hemisphere"
    r"|President|Government"
    r"|General|Original|English|Distr|Español|Note|Policy|Paper|Press|Release|Mexican|Minister|Ministers"
    r"|Secretary|Acting|Central|North|Southern|Northern|Congress|Treaty"
    r"|Protocol|Working|Derechos|Estado)\b"
)


_AND_IN = re.compile(r"(?:,| \([^)]{2,30}\),?)? (?:in|en)(?: the| la)?(?: city of| ciudad de)? ")
_ANOTHER_CLAUSE = Caseless(
    r"\b(?:that|which|que)\b(?! (?:took|was|were|is|se|tuv|reuni|fue|concluy|inici|congreg))"
)
_POST_AT = re.compile(
    r"\b(?:[Aa]mbassador|[Ee]mbajador[a]?|[Cc][óo]nsul|[Nn]uncio|[Ee]mbassy|[Ee]mbajada|[Oo]ffice|[Oo]ficina)"
    r"(?: (?:of|de|del|the|la|el|designad[oa]|[A-ZÁÉÍÓÚ]\w+)){0,4} $"
)


def find_places(words: str) -> Iterator[tuple[int, int]]:
    """Find where a sentence says that something took place, most likely first."""
    met = MET.search(words)
    candidates: list[tuple[int, int, int]] = []
    for match in _SEAT.finditer(words):
        candidates.append((3, match.start("place"), match.end("place")))
    seats = list(candidates)
    for match in _PLACE.finditer(words):
        if any(start <= match.start("place") < end for _, start, end in seats):
            continue
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
                r"|Palacio|Ciudad|Club|Hotel|Castillo|Castle|Sal[óo]n|Centro de Convenciones|Convention Cent|Complejo"
                r"|Residencia|Hacienda|Quinta|Palais|Foreign (?:Ministry|Office)|Ministry|Ministerio|Canciller[íi]a|Secretar[íi]a"
                r"|Museo|Museum|Teatro|Auditorio|Universidad de|University of|Headquarters|Embassy|Embajada"
                r"|sede|State Dep)",
                place,
            )
        ):
            continue
        before_event = met is not None and end < met.start() and match.start() > 2
        is_state = any(m.start == 0 and m.end == len(place) for m in find_parties(place))
        # "Trafficking in Persons" names no place.
        in_a_name = bool(re.search(rf"{CAPITALISED} $", words[: match.start()]))
        if in_a_name and is_state:
            continue  # "the Interim Administration in Kosovo"
        if _POST_AT.search(words, 0, match.start()):
            continue  # "Ambassador in Mexico, Ana Ruiz"
        if met is not None and _ANOTHER_CLAUSE.search(words, met.end(), match.start()):
            continue  # "welcomed … and said that the change in Honduras …"
        candidates.append((2 * before_event + 2 * in_a_name + is_state, start, end))
    for _, start, end in sorted(candidates):
        # "in the Palacio San Martín, in Buenos Aires" is one place
        further = next((e for _, s, e in candidates if s > end and _AND_IN.fullmatch(words, end, s)), end)
        yield start, further


# "BRUSSELS - The Union and Cuba here on Thursday held …": the place at the head of a news text.
_DATELINE = re.compile(
    rf"(?:date [\d-]+ )?(?P<place>(?:{CAPITALISED}(?: (?:de |del )?|(?=[,/(]))){{1,4}}(?:, {CAPITALISED})?)"
    r"(?:,? ?[^–—-]{0,45}?\d{0,4}\)?)?(?: ?\.? ?(?<=[ .])[–—-]| ?[–—]|/|(?<=\)) ?(?=[A-ZÁÉÍÓÚ]))"
)
_ARTICLES = frozenset("El La Los Las The En On In At".split())
_HERE = Caseless(r"\b(?:here|aqu[íi]|en esta (?:ciudad|capital|urbe))\b")


def dateline_place(first: str, own: str) -> tuple[int, int] | None:
    """Find the place at the head of a news text, where its sentence says "here".

    Args:
        first: the first running text of the document, in one line.
        own: the sentence that reports the meeting.

    Returns:
        Its span in `first`, or None.
    """
    match = _DATELINE.match(first) if _HERE.is_in(own) else None
    if match is None or is_no_place(match["place"]) or match["place"].strip() in _ARTICLES:
        return None
    place = match["place"].rstrip(" ,")
    return match.start("place"), match.start("place") + len(place)


# "…, who took part virtually from Washington": one person, not the meeting.
_ONE_PERSON = Caseless(r"\b(?:quien(?:es)?|who) (?:\w+ ){0,3}$|\bjoined (?:\w+ ){0,2}$")


def is_no_place(words: str) -> bool:
    """Say whether capitalised words hold one that no place is called by."""
    return _NO_PLACE.search(words) is not None


def remote_place(words: str) -> tuple[str, int, int] | None:
    """Find that a meeting was held by telephone or video: what to call its place, and where that stands."""
    for pattern, name in _REMOTE:
        match = pattern.search(words)
        if match and not _ONE_PERSON.search(words, 0, match.start()):
            return name or match.group(), match.start(), match.end()
    return None
