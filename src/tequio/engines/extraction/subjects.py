"""Who acts: the subject of a verb and what sort of thing it is, by its head noun.

An inanimate subject with "will" is the commonest look-alike ("this programme will facilitate …"), so the question
here is only whether the subject can bind itself, is an event that will be held, or is a thing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from tequio.engines.extraction.clauses import Clause
from tequio.engines.extraction.parties import find_parties

__all__ = ["Subject", "SubjectSort", "find_subject", "first_actor", "sort_of"]


class SubjectSort(StrEnum):
    """What a subject is."""

    ACTOR = "actor"  # a party, person, body, or "we", "they"
    EVENT = "event"  # a meeting, visit, session
    THING = "thing"
    RELATIVE = "relative"  # "which will …": says something of what stands before
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject: its words, where they stand in the sentence, and its sort."""

    words: str
    start: int
    end: int
    sort: SubjectSort


_ACTORS = {
    "en": re.compile(
        r"(?:we|they|i|both|all|each|country|countries|nations?|governments?|delegations?|sides?|part(?:y|ies)|leaders?|ministers?|presidents?|prime|secretar(?:y|ies)|"
        r"under-?secretar(?:y|ies)|ministr(?:y|ies)|departments?|agenc(?:y|ies)|officials?|authorit(?:y|ies)|teams?|experts?|groups?|committees?|commissions?|councils?|"
        r"members?|states?|participants?|partners?|institutions?|offices?|secretariats?|secretariat|bureaus?|administrations?|embass(?:y|ies)|ambassadors?|commissioners?|"
        r"attorneys?|prosecutors?|police|army|navy|forces?|co-chairs?|chairs?|envoys?|representatives?|organi[sz]ations?|bodies|body|units?|network|task|"
        r"parliaments?|congress|senate|court|courts|judiciary|mechanism|counterparts?|heads|neighbors?|neighbours?|cabinets?|directors?|coordinators?|companies|banks?|"
        r"fund|union|alliance|coalition|centre|center|board|assembly|advisor|advisors|adviser|advisers|spokesperson|ombudsman|directorate|corps|service|services|foundation|community|communities|actors?|donors?|media|churches|businesses|employers|unions|movements?|society|societies|judges|stakeholders|signatories|champions|panel|subcommittees?|subgroups?|rapporteurs?|registrar|armed|insurgents?)\Z"
    ),
    "es": re.compile(
        r"(?:nosotros|ellos|ellas|ambos|ambas|todos|todas|país(?:es)?|naci(?:ón|ones)|gobiernos?|delegaci(?:ón|ones)|partes?|líderes|líder|mandatari[oa]s?|ministr[oa]s?|presidentes?|presidenta|"
        r"canciller(?:es)?|cancillerías?|secretari[oa]s?|subsecretari[oa]s?|secretarías?|subsecretarías?|ministerios?|departamentos?|agencias?|funcionari[oa]s?|autoridad(?:es)?|equipos?|"
        r"expert[oa]s|grupos?|subgrupos?|comités?|comisi(?:ón|ones)|consejos?|miembros?|estados?|participantes|soci[oa]s|institucion(?:es)|institución|oficinas?|procuradurías?|procurador(?:es)?|"
        r"fiscalías?|fiscal(?:es)?|policías?|embajadas?|embajador(?:a|es)?|comisionad[oa]s?|representantes?|organizaci(?:ón|ones)|órganos?|unidad(?:es)?|red|titular(?:es)?|persona|personas|directora?|"
        r"congresos?|senado|cámara|cámaras|tribunal(?:es)?|corte|poder|poderes|mecanismos?|alto|alta|copresidentes?|copresidencias?|contraparte|contrapartes|entidad(?:es)?|dependencias?|"
        r"municipios?|direcci(?:ón|ones)|instituto|institutos|universidad(?:es)?|empresas?|banco|fondo|unión|sistema|defensoría|subprocuraduría|coordinación|presidencia|ejecutivo|legislativo|"
        r"relator|relatoría|enlaces?|puntos?|delegados?|actores|actor|comunidad(?:es)?|iglesias?|sociedad(?:es)?|movimientos?|empresari[oa]s|partidos?|medios|organismos?|ciudadanía|guerrillas?|ejército|fuerzas?|guardia|marina|colectivos|sindicatos|academia|donantes|cooperantes|firmantes|asistentes|mesa|mesas|juzgados?|intendencias?|gobernaci(?:ón|ones)|alcaldías?|ayuntamientos?|comités?|relatores|asamblea|legislatura|autoridad|defensor(?:a|es)?|viceministr[oa]s?|jefes|jefas|jueces|legislador(?:es)?|oficiales|agentes|cónsules|consulados?)\Z"
    ),
}
_EVENTS = {
    "en": re.compile(r"(?:meetings?|dialogues?|sessions?|summits?|conferences?|forums?|fora|talks|consultations?|rounds?|editions?|workshops?|seminars?|visits?|mission|missions|plenary|gathering|training|exercise|exercises|events?)\Z"),
    "es": re.compile(r"(?:reuni(?:ón|ones)|diálogos?|sesi(?:ón|ones)|cumbres?|conferencias?|foros?|consultas?|rondas?|edici(?:ón|ones)|talleres|taller|seminarios?|visitas?|misi(?:ón|ones)|encuentros?|periodo|período|videoconferencias?|cursos?|jornadas?|operativos?)\Z"),
}  # fmt: skip
_THINGS = re.compile(
    r"(?:Framework|Initiative|Plan|Programme|Program|Agreement|Partnership|Declaration|Strategy|Act|Project|Treaty|Convention|Protocol|Statement|Agenda|Roadmap|"
    r"Law|Policy|Policies|Charter|Compact|Process|Amazon|Asia|Covenant|Report|Review|Implementation|Campaign|Action|Actions|Model|Standards?|System|Infrastructure)\Z"
)
_PREPOSITIONS = {
    "en": frozenset(
        "of from for in on with to by under at between within across among through around along as against into including".split()
    ),
    "es": frozenset("de del para en con por a al entre sobre ante bajo contra desde hacia según".split()),
}
_BOUNDARIES = {
    "en": frozenset("that which who where when while if because although whereas but".split()),
    "es": frozenset(
        "que cual cuales quien quienes donde cuando mientras si porque aunque pero cuyo cuya cuyos cuyas".split()
    ),
}
_RELATIVES = {
    "en": frozenset("which who that".split()),
    "es": frozenset("que cual cuales quien quienes".split()),
}
_DETERMINERS_ES = frozenset(
    "el la los las un una unos unas este esta estos estas dicho dicha dichos dichas ese esa nuestro nuestra su sus ambos ambas dos tres próximo próxima cada otro otra otros otras todo toda todos todas nuevo nueva primera segunda mencionada mencionado citada citado presente".split()
)
_AUXILIARIES = frozenset(
    "have has had do did would will shall can could should must may also se nos le les lo la los las ha han hemos no ya".split()
)
_PARTICIPLES = ("ado", "ada", "ados", "adas", "ido", "ida", "idos", "idas")
_BEFORE_PRONOUN = frozenset(
    ", and or ; — – why how when where as because so today together also therefore then year month week".split()
)
_ADJUNCTS = frozenset(
    "in at on through with for as following under during by within over throughout to building".split()
)
_SPEECH = re.compile(
    r"\A(?:señal|indic|inform|anunci|manifest|expres|afirm|precis|adelant|confirm|agreg|explic|asegur|dij|sostu|acord|decid|acuerd|announce|said|state|confirm|agree|decide|indicate|note|reiterate|report)"
)


def sort_of(words: str, language: str) -> SubjectSort:
    """Tell the sort of a noun phrase by its head.

    Args:
        words: the noun phrase, determiners included.
        language: "en" or "es".

    Returns:
        The sort; NONE for no words.
    """
    tokens = re.findall(r"[\w'’./-]+", words)
    if not tokens:
        return SubjectSort.NONE
    lower = [t.lower().replace("’", "'") for t in tokens]
    if language == "en":
        cut = next(
            (i for i, w in enumerate(lower) if i and w == tokens[i] and w in _PREPOSITIONS["en"]), len(lower)
        )
        index = cut - 1
    else:
        index = next(
            (i for i, w in enumerate(lower) if w not in _DETERMINERS_ES and not w.isdigit()), len(lower) - 1
        )
    head, name = lower[index], tokens[index]
    if lower[0] in ("it", "this", "these", "such", "there", "esto", "ello", "lo", "that") and len(lower) == 1:
        return SubjectSort.THING
    if _EVENTS[language].match(head):
        return SubjectSort.EVENT
    if _ACTORS[language].match(head) and not (
        lower[0] in ("this", "these") and head in ("mechanism", "services", "service", "system")
    ):
        return SubjectSort.ACTOR
    if name[:1].isupper():
        if _THINGS.match(name):
            return SubjectSort.THING
        if language == "en" or (index == 0 or len(name) > 1):
            return SubjectSort.ACTOR
    mentions = find_parties(words, language)
    if (
        mentions
        and not mentions[-1].is_adjective
        and language == "en"
        and words.rstrip().endswith(words[mentions[-1].start : mentions[-1].end])
        and mentions[0].start <= 6
    ):
        return SubjectSort.ACTOR
    return SubjectSort.THING


def find_subject(clause: Clause, verb: int) -> Subject:
    """Find the subject of a finite verb: the noun phrase before it, or the sentence's first subject.

    Args:
        clause: the sentence.
        verb: index of the finite verb, or of the first word of its verb group ("will", "se").

    Returns:
        The subject; its sort is NONE where the verb has none of its own and the sentence begins with the verb.
    """
    lower, language = clause.lower, clause.language
    at = verb
    while (
        at > 0
        and (clause.tags[at - 1] == "ADV" or lower[at - 1] in _AUXILIARIES)
        and lower[at - 1] not in ("both", "each", "all")
    ):
        at -= 1
    if at > 0 and lower[at - 1] in (",", "–", "—", "-", ")"):
        opening = _opening_of_aside(lower, at - 1)
        if opening is not None:
            inner = find_subject(clause, opening)
            if inner.sort is not SubjectSort.NONE and opening > 0:
                return inner
    start = at
    while start > 0 and not _is_boundary(clause, start - 1):
        start -= 1
        if lower[start] in ("will", "shall") and "and" in lower[start:at]:
            start = at - 1 - lower[start:at][::-1].index("and")  # "Chile will donate … and Peru will train"
            break
    if start > 0 and lower[start - 1] in _RELATIVES[language] and start == at:
        if start > 1 and _SPEECH.match(lower[start - 2]):
            return _first_subject(clause, start - 2)
        return Subject(lower[start - 1], at, at, SubjectSort.RELATIVE)
    while (
        start < at
        and (lower[start] in ("and", "y", "or", "also", "e") or clause.tags[start] == "ADV")
        and lower[start] not in ("both",)
    ):
        start += 1
    if language == "en" and lower[start] in _ADJUNCTS and "," in lower[start:at]:
        start = start + lower[start:at].index(",") + 1
    for joiner in range(start + 1, at - 2):
        if (
            language == "es"
            and lower[joiner] == "y"
            and lower[joiner + 1] in _DETERMINERS_ES
            and "INF" in clause.tags[start:joiner]
        ):
            start = joiner + 1
            break
    if (
        at - 1 > start > 0
        and lower[at - 1] in ("we", "they")
        and lower[at - 2] not in _BEFORE_PRONOUN
        and not clause.words[clause.starts[at - 2]].isupper()
    ):
        return Subject(lower[at - 1], at - 1, at, SubjectSort.RELATIVE)  # "the world we seek to build"
    if start == at or lower[at - 1] in ("and", "y", "e", "or"):
        return _first_subject(clause, at)
    words = clause.text(start, at)
    return Subject(words, start, at, sort_of(words, language))


def first_actor(clause: Clause) -> str:
    """Give the words of a sentence's first subject where it is somebody who can act, else ""."""
    subject = _first_subject(clause, len(clause))
    opening = subject.words.lower().split(" ")[0]
    named = opening not in _PREPOSITIONS[clause.language] and subject.words.lower() not in ("the", "el", "la")
    return subject.words if subject.sort is SubjectSort.ACTOR and named else ""


def _opening_of_aside(lower: tuple[str, ...], closing: int) -> int | None:
    mark = {")": "("}.get(lower[closing], lower[closing])
    return next((i for i in range(closing - 1, max(-1, closing - 40), -1) if lower[i] == mark), None)


def _is_boundary(clause: Clause, index: int) -> bool:
    word = clause.lower[index]
    if word in (";", ":", "–", "—", ")", "("):
        return True
    if word == ",":
        # "President A, President B, and Minister C": a comma inside a list of names is no boundary
        after = index + 1 + (clause.lower[index + 1] in ("and", "y") if index + 1 < len(clause) else 0)
        named = after < len(clause) and clause.words[clause.starts[after]].isupper()
        return not (named and index > 0 and clause.words[clause.starts[index - 1]].isupper() and index > 2)
    return (
        word in _BOUNDARIES[clause.language]
        or clause.tags[index] in ("FUT3", "FUT6")
        or (clause.tags[index] == "CUE" and not word.endswith(_PARTICIPLES))
    )


def _first_subject(clause: Clause, before: int) -> Subject:
    """Take the subject of the sentence's first finite verb, for a verb that has none of its own."""
    language = clause.language
    finite = ("VBD", "VBZ", "VBP", "CUE", "FUT3", "FUT6", "FUT4")
    for index in range(1, before):
        word = clause.lower[index]
        is_verb = (
            clause.tags[index] in finite
            or word in ("will", "are", "is", "have", "has", "were", "was")
            or (
                clause.tags[index] == "VB"
                and clause.lower[index - 1] in ("we", "they", "countries", "governments", "leaders")
            )
        )
        in_a_name = clause.words[clause.starts[index]].isupper()  # "the United States"
        if not is_verb or in_a_name or clause.lower[index - 1] in _BOUNDARIES[language]:
            continue
        start = index
        while start > 0 and not _is_boundary(clause, start - 1):
            start -= 1
        while start < index and clause.tags[start] == "ADV":
            start += 1
        if start < index:
            words = clause.text(start, index)
            sort = sort_of(words, language)
            if sort is not SubjectSort.NONE:
                return Subject(words, start, index, sort)
    return Subject("", before, before, SubjectSort.NONE)
