"""Words that govern a list which follows, perhaps pages later: what they make of each item.

A lead-in is a sentence that ends in a colon or announces a list ("with the following results", "El Estado parte
debe:"), a heading ("Recommendations", "Acuerdos"), or the format itself (a numbered UPR recommendation with the
recommending State in brackets).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tequio.engines.extraction.caseless import Caseless
from tequio.engines.extraction.findings import Kind, Strength

__all__ = [
    "AIM",
    "ASSIGNING",
    "LIST_GOES_ON",
    "RECOMMENDING",
    "RUNS_ON_LIST",
    "TITLE_ITEM",
    "Governor",
    "follows_up",
    "governing_heading",
    "governing_sentence",
    "upr_states",
]


@dataclass(frozen=True, slots=True)
class Governor:
    """What governs the items of a list.

    Args:
        kind: recommendation, or None where content decides.
        strength: firm or soft.
        words: the governing words, verbatim as in the source, or None where a heading or the format governs.
        reason: the key of what is said to the reader (`reasons`).
        subject: the words that name who owes it.
        addressee: the words that name who is asked, for a recommendation.
        said: what the reason names, where it is not the governing words.
        is_upr: whether the format itself governs: a numbered recommendation with States in brackets.
        start: where the governing words stand in the document's text.
        end: one past them.
        results: whether the items are results, so that a past passive counts ("were designated").
    """

    kind: Kind | None
    strength: Strength
    words: str | None
    reason: str
    subject: str = ""
    addressee: str = ""
    said: str = ""
    is_upr: bool = False
    start: int = -1
    end: int = -1
    results: bool = False


_LIST_AHEAD = Caseless(
    r"(?::|such as|to|results|agreements|following|siguientes?(?: \w+)?|debe|debería|que|a|como)[\s*_]*\Z"
)
_RECOMMENDS = Caseless(
    r"\b(?:recommend|urge[sd]?\b|encourage|invite|request|call(?:s|ed)? (?:on|upon)|should|must|recom[ei]|inst[aóe]|exhort|alient|alent|invit|pid[eai]|solicit|deb(?:e|er[íiá]a?)n?\b|llam|suger|sugier|animan?\b|menester|(?:es|son|resulta|sería|considera\w*|estima\w*|hace|ve|juzga) (?:\w+ ){0,2}(?:necesari|fundamental|imprescindible|indispensable|imperativ|urgente|prioritari|esencial|preciso)|necesari[oa]s? (?:que|\w+[aei]r\b)|essential|imperative|crucial|necessary)"
)
_COMMITS = Caseless(
    r"\b(?:re-?affirm|affirm|express|reiterat)\w*\b[^:]*\b(?:by|to)[\s*_]*:|\b(?:commit|agree|pledg|decid|resol[vu]|undert|will\b|shall\b|plan to|intend|initiatives?|results?|outcomes?|actions?|measures?|steps|contemplat|announc|establish|priorit|deliverables|"
    r"compromet|compromis|acord|acuerd|decid|iniciativas|resultados|acciones|medidas|contempl|conven|convin|anunci|prev[eé])"
)
_TALKED = Caseless(
    r"\b(?:discussions?|discussed|exchanged? (?:of )?views|deliberat\w+|presentations?|intercambi\w+|dialog(?:ó|aron)|conversaron|abord(?:ó|aron)|trat(?:ó|aron))\b"
)
_BINDS = Caseless(
    r"\b(?:agree[ds]?|commit(?:s|ted)?|pledge[ds]?|decide[ds]?|resolve[ds]?|undert\w+|will|shall|results?|outcomes?|agreements|intend|plan to|acord\w+|compromet\w+|compromisos|decid\w+|resultados|conclu\w+|resol\w+)\b"
)
_RESULTS = Caseless(r"\b(?:results?|outcomes?|agreements?|resultados|acuerdos|conclusions)\b")
_SOFT = Caseless(
    r"\b(?:intend|plan to|seek|(?:are|is|remain) (?:\w+ )?committed|determined|procur|preten|proponen|prev[ée]n?|reaffirm|reafirm|reiter)"
)
_NOT_LEAD = Caseless(
    r"\b(?:discuss|welcome|note|recogni[sz]|include[sd]?|acknowledg|concern|progress|continues to fulfill|have also stepped up|attended|represented|accompanied|participa\w+ (?:were|fueron)|delegation|preocup|examin|toma nota|acoge|"
    r"observ|avances|celebr[óoa]|reconoc|contact|conclusiones y recomendaciones|observaciones finales|cumplid|señala textualmente|list of|text of)"
)
_HEADINGS = {
    Kind.RECOMMENDATION: Caseless(
        r"\A(?:[\dIVXA-Z]{1,4}[.)] *)?(?:\w+ ){0,3}(?:recommendations|recomendaciones|requests|solicitud(?: expresa)?)(?: (?!y |and )\w+){0,4}\Z"
    ),
    None: Caseless(
        r"\A(?:[\dIVX]{1,4}[.)] *)?(?:(?:key|main|joint|principales|the) )?(?:agreements?|commitments?|outcomes?|next steps|deliverables|acuerdos|compromisos|próximos pasos|voluntary commitments?|compromisos voluntarios)(?: \w+){0,3}\Z"
    ),
}
# A paragraph between list items that does not end the list: "… the following points are still pending:".
LIST_GOES_ON = Caseless(r"\b(?:siguientes?|following)\b[^.]{0,40}:\s*\Z")
TITLE_ITEM = re.compile(
    r"(?:[A-ZÁÉÍÓÚ][\w’'-]*|of|the|and|in|on|for|to|with|de|la|el|los|las|y|en|del|para)(?: (?:[A-ZÁÉÍÓÚ][\w’'-]*|of|the|and|in|on|for|to|with|a|an|de|la|el|los|las|y|en|del|para)){1,9}"
)
# A heading or opening that says what a section sets out to do.
AIM = Caseless(
    r"\A(?:[\dIVX]{1,4}[.)] *)?(?:\w+ ){0,2}(?:goals?|objectives?|pillars?|priorit(?:y|ies)|lines? of (?:action|effort)|strategic (?:area|priority)|commitments?|actions?|deliverables|action (?:items|points|plan)|next steps|"
    r"objetivos?|metas?|pilar(?:es)?|prioridad(?:es)?|ejes?|l[íi]neas? de acci[óo]n|acciones|compromisos?|acuerdos?|medidas)\b"
)
# "To open two offices …;" under "They agreed:", without a bullet.
RUNS_ON_LIST = re.compile(
    r"(?:To|That|Que) [a-záéíóúñ]|[A-ZÁÉÍÓÚ][a-záéíóúñ]*[aei]r(?:se)? [a-záéíóúñ].*[;.]\Z|.{4,}(?:;|; and|; y|, and|, y)\Z",
    re.DOTALL,
)
# A document that asks a State.
RECOMMENDING = Caseless(
    r"\bState party\b|\bEstado [Pp]arte\b|concluding observations|observaciones finales|\bMESECVI\b|Estado [Mm]exicano|Relator[ía]? Especial|Special Rapporteur|universal periodic review|Examen Periódico Universal|"
    r"\brecomendó\b|Comisión de la Verdad",
    "state party|estado parte|concluding obs|observaciones f|mesecvi|mexicano|relator|rapporteur|universal|"
    "recomendó|de la verdad",
)
# A text that gives a body its task: "the report should …" is asked of that body.
ASSIGNING = Caseless(
    r"\bterms of reference\b|\b(?:scope|purpose) of (?:the )?(?:report|study|review|evaluation|inquiry|assignment)\b|t[ée]rminos de referencia|(?:alcance|objeto) del (?:informe|estudio|an[áa]lisis)",
    "terms of ref|scope of|purpose of|minos de ref|alcance del|objeto del",
)
_FOLLOW_UP = Caseless(
    r"\b(?:seguimiento (?:de|a) (?:los|las) (?:acuerdos|compromisos|recomendaciones)|estado de (?:los|cumplimiento)|avances|follow[- ]up (?:to|on|of) (?:the )?(?:agreements|commitments|previous|recommendations)|progress (?:made|report|on)|"
    r"status of|implementation of (?:previous|the (?:agreements|commitments))|antecedentes|background|achievements|logros|noted recommendations|principal(?:es)? motivos de preocupaci[óo]n\Z)"
)
_BRACKET = re.compile(r"\(([A-ZÁÉÍÓÚÑÜ][^()]{2,60})\)[\s;.,]*\Z")


def follows_up(headings: tuple[str, ...]) -> bool:
    """Say whether a section reports on earlier undertakings, so that its list items are none of this document."""
    return bool(headings) and _FOLLOW_UP.search(headings[-1]) is not None


def governing_heading(headings: tuple[str, ...]) -> Governor | None:
    """Give the governor that the innermost heading is, or None."""
    if not headings:
        return None
    title = re.sub(r"\[\^\w+\]|[*_#]", "", headings[-1]).strip(" .:")
    for kind, pattern in _HEADINGS.items():
        if pattern.match(title):
            return Governor(kind, Strength.FIRM, None, "item-heading", said=title)
    return None


def governing_sentence(sentence: str, is_last: bool, followed_by_item: bool) -> Governor | None:
    """Tell whether a sentence governs the list after it.

    Args:
        sentence: its words in one line.
        is_last: whether it is the last of its paragraph.
        followed_by_item: whether a list item follows.

    Returns:
        The governor, its place not yet set; None where the sentence governs nothing.
    """
    if not is_last or not (
        sentence.rstrip(" *_").endswith(":") or (followed_by_item and _LIST_AHEAD.search(sentence))
    ):
        return None
    tail = sentence[-400:]
    if (
        _RECOMMENDS.search(tail)
        and not re.search(r"\b(?:we|our|nos)\b", tail[-60:], re.IGNORECASE)
        and not _is_party_commitment(tail)
    ):
        return Governor(
            Kind.RECOMMENDATION, Strength.FIRM, sentence, "item-request", addressee=_addressee(tail)
        )
    if _NOT_LEAD.search(tail[-90:]) and not re.search(
        r"(?:commit\w*|agree\w*|pledge\w*|acord\w+|acuerdos)\b[^:]{0,25}:?[\s*_]*\Z", tail, re.IGNORECASE
    ):
        return None
    if _TALKED.search(tail) and not _BINDS.search(tail):
        return None  # "held discussions on the follow-up actions, particularly:"
    if _COMMITS.search(tail):
        strength = Strength.SOFT if _SOFT.search(tail) else Strength.FIRM
        return Governor(None, strength, sentence, "item", results=_RESULTS.search(tail) is not None)
    return None


_ASKED = Caseless(
    r"\b(?:(?:recomienda|insta|exhorta|alienta|invita|pide|solicita|recomend[óo]|pidi[óo]|inst[óo])n? (?:\w+mente )?(?:al?|a l[oa]s?) |"
    r"(?:recommends?|urges?|encourages?|invites?|requests?|calls? (?:on|upon)|asks?) (?:that )?(?:the )?)"
    r"(?P<asked>[^,:;]{3,70}?)(?=,| que\b| a que\b| to\b|:|\Z)|"
    r"\b(?P<bound>(?:Estado|Gobierno|Congreso|State|Government|Ministerio|autoridades|Ministry|authorities)[^,:;]{0,50}?) (?:debe|debería|deberá|deben|deberían|should|must)\b"
)


def _addressee(sentence: str) -> str:
    """Give the words that name who is asked in a lead-in, or ""."""
    found = list(_ASKED.finditer(sentence))
    return (found[-1]["asked"] or found[-1]["bound"] or "").strip() if found else ""


def _is_party_commitment(sentence: str) -> bool:
    return (
        re.search(
            r"\b(?:agreed|commit(?:ted)?|pledge[ds]?|acord(?:aron|amos)|comprometieron|acuerdos)\b[^.]{0,40}:?\s*\Z",
            sentence,
            re.IGNORECASE,
        )
        is not None
    )


def upr_states(words: str) -> tuple[str, ...]:
    """Give the recommending States in brackets at the end of a UPR recommendation, in order."""
    states: list[str] = []
    words = words[-1200:]  # more brackets than fit here no recommendation has
    while match := _BRACKET.search(words):
        states = [s.strip() for s in re.split(r",| and | y ", match[1]) if s.strip()] + states
        words = words[: match.start()]
    return tuple(states)
