"""Passages that say that persons took part, and on which side of their words the persons stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tequio.engines.extraction.caseless import Caseless


@dataclass(frozen=True, slots=True)
class _Cue:
    """Words that say that persons took part.

    Args:
        pattern: the words.
        side: "after" (… led by A and B), "before" (A and B were in attendance), "both" (A met B),
            "within" (at the ceremony, A said).
        opening: only in the opening of the document, where it reports its own meeting.
        part: what the persons did, added to the post in brackets.
    """

    pattern: Caseless
    side: str
    opening: bool = False
    part: str | None = None


HEAD = "head of delegation"
CO_CHAIR = "co-chair"


def _cue(signs: str, pattern: str, side: str, opening: bool = False, part: str | None = None) -> _Cue:
    return _Cue(Caseless(pattern, signs), side, opening, part)


_CUES = (
    _cue(
        "chaired by|presided|chaired over|chaired jointly",
        r"\b(?:co-?chaired|co-?presided)(?: over)?(?: jointly)? by\b",
        "after",
        part=CO_CHAIR,
    ),
    _cue(
        "chaired by|presided|moderated by",
        r"\b(?:chaired|presided(?: over)?|moderated) by\b",
        "after",
        part="chair",
    ),
    _cue("led |headed ", r"\b(?:led|headed) (?:jointly )?by\b", "after", part=HEAD),
    _cue("accompanied by", r"\b(?:was|were|is|are) accompanied by\b", "both"),
    _cue(
        "thank|agradec",
        r"\bthank\b[^.;]{0,90}\b(?:co-?chair|host)\b|\bagradec\w+[^.;]{0,90}\banfitri\w+",
        "within",
        opening=True,
    ),
    _cue("accompanied by", r"\baccompanied by\b", "after"),
    _cue(
        "remarks|palabras|mensaje",
        r"\b(?:also )?(?:provided|delivered|gave|made|offered) (?:the )?(?:\w+ ){0,2}remarks\b"
        r"|\b(?:dirigi(?:ó|eron)|ofreci(?:ó|eron)|pronunci(?:ó|aron)) (?:unas |las |un |el )?(?:palabras|mensaje)\b",
        "before",
    ),
    _cue(
        "heard from|heard a|heard pres|presented by|briefed by|addressed by",
        r"\bheard (?:from|(?:a |an )?(?:\w+ )?(?:presentations?|statements?|reports?|address|briefing)s? (?:by|from))\b|\b(?:was|were) (?:briefed|addressed) by\b",
        "after",
        opening=True,
    ),
    _cue(
        "informe|report|al leer|ley",
        r"\b(?:presentó|rindió|expuso|presented|delivered|introduced) (?:un|el|su|los|a|the|his|her) (?:\w+ ){0,2}(?:informe|report|avances)\b"
        r"|\bal leer (?:la|el)\b|\bley(?:ó|eron) (?:la|el|un)\b",
        "before",
        opening=True,
    ),
    _cue(
        "delega",
        r"\b(?:presidente|presidenta|jefe|jefa|titular|líder|head|leader|chair) (?:de|of) (?:la|the) (?:\w+ )?(?:delegación|delegation)\b[^.;]{0,80}?\b(?:fue|was)\b",
        "after",
        part=HEAD,
    ),
    _cue(
        "concluded a|concluded his|concluded her|paid a|invitation of|reached th|the same day|on the sidelines|also met|while in",
        r"\bconcluded (?:a|an|his|her|their) (?:\w+ ){0,2}visit\b|\bpaid an? (?:\w+ ){0,3}visit\b|\breached (?:this|the|an?) (?:consensus|agreement)\b",
        "before",
        opening=True,
    ),
    _cue(
        "invitation of|invitación de",
        r"\bat the invitation of\b|\bpor invitación del?\b",
        "after",
        opening=True,
    ),
    _cue(
        "met with|reunió con",
        r"\b(?:[Tt]he same day|[Oo]n the sidelines|[Ww]hile in|[Dd]uring (?:the|his|her|their) visit)\b[^.;]{0,80}\b(?:met|talks) with\b|\balso met with\b"
        r"|\b(?:ese mismo día|al margen de|durante su visita)\b[^.;]{0,80}\bse reunió (?:también )?con\b|\btambién se reunió con\b",
        "after",
    ),
    _cue(
        "sostuv|mantuv|celebr",
        r"\b(?:sostuv|mantuv|celebr)(?:o|ieron|ó|aron) (?:\w+ )?(?:encuentros|reuniones|conversaciones|entrevistas)\b",
        "both",
        opening=True,
    ),
    _cue(
        "led their|led the|led its|headed the|encabez|dirigi|lider",
        r"\b(?:led|headed) (?:their|its|the) (?:respective |two |[A-Z]\w+ )?delegations?\b"
        r"|\b(?:encabezaron|dirigieron|lideraron) (?:sus|las) (?:respectivas )?delegaciones\b",
        "before",
        part=HEAD,
    ),
    _cue(
        "facilita|mediaci|acompañamiento|buenos oficios|facilitation|mediation|participó",
        r"\bcon la (?:facilitación|mediación|colaboración|intervención)(?: de| del)\b|\bwith the (?:facilitation|mediation) of\b",
        "after",
    ),
    _cue(
        "encuentro entre|reunión entre|meeting between|diálogo entre|conversación entre|talks between|call between",
        r"\b(?:encuentro|reunión|diálogo|conversación|cita|llamada) (?:\w+ )?entre\b|\b(?:meeting|talks|call|conversation|dialogue|summit) between\b",
        "after",
        opening=True,
    ),
    _cue(
        "llevaron a cabo|llevó a cabo|suscrib|called |acordaron|travelled|traveled|encuentro que sostuvo",
        r"\b(?:llev(?:ó|aron) a cabo (?:una?|su)|suscribi(?:ó|eron) (?:una?|la|el)|called (?=[A-Z])|travell?ed to|encuentro que sostuvo)\b",
        "both",
        opening=True,
    ),
    _cue(
        "represented the",
        r"\brepresented the (?:[A-Z]\w+ )?(?:[\w-]+ )?(?:side|delegation|government|ministry)\b",
        "before",
    ),
    _cue(
        "met with the|received the|met the",
        r"\b(?:met(?: with)?|received) the (?:visiting )?(?:[\w.]+ ){0,2}delegation\b",
        "before",
    ),
    _cue(
        "representó a|recibió a la|se reunió con la|representaron a",
        r"\brepresent(?:ó|aron) (?:a la |al )(?:delegación|lado|parte|gobierno)\b"
        r"|\b(?:recibió a|se reunió con) la delegación\b",
        "before",
    ),
    _cue(
        "delegation",
        r"\bdelegations?(?: at the \w+)? (?:also )?(?:included|comprised|consisted of|was composed of"
        r"|was made up of)\b",
        "after",
    ),
    _cue("and included", r"\band included (?:the|its)\b", "after"),
    _cue("represented by", r"\b(?:was|were) (?:also )?represented by\b", "after"),
    _cue(
        "attended by|joined by|hosted by",
        r"\b(?:was|were) (?:also )?(?:attended|joined|co-?hosted|hosted) by\b",
        "after",
    ),
    _cue(
        "participation of|presence of|attendance of",
        r"\bwith the (?:participation|presence|attendance) of\b",
        "after",
    ),
    _cue(
        "participants|attendees|members of|in attendance",
        r"\b(?:participants|attendees|members of the delegation|in attendance)(?: included| were|:)",
        "after",
    ),
    _cue(
        "participating|attending|joining",
        r"\b(?:participating|attending|joining)(?: \w+){0,4} (?:were|was)\b:?",
        "after",
    ),
    _cue("present ", r"\b(?:also )?present (?:at the (?:\w+ )?meeting )?(?:was|were)\b", "after"),
    _cue("estuv", r"\b(?:también )?(?:estuv(?:o|ieron) presentes?|estuvieron)\b", "after"),
    _cue("signed|firm|suscribi", r"\b(?:signed|firm(?:ó|aron)|suscribi(?:ó|eron))\b", "before", opening=True),
    _cue(
        "reuni|ceremon|encuentro|inaugura|event|foro|forum|confer|sesi|session|meeting",
        r"^(?:en|durante|al (?:término|inicio) de|during|at) (?:la|el|su|the|this) (?:reunión|ceremonia"
        r"|encuentro|inauguración"
        r"|evento|foro|conferencia|sesión|meeting|ceremony|event|conference|forum"
        r"|session)\b[^,;]{0,80},[^;]{0,240}?\b(?:dijo|señaló"
        r"|afirmó|informó|explicó|destacó|expresó|indicó|anunció|aseguró|manifestó|subrayó|declaró"
        r"|agradeció|said|stated"
        r"|stressed|highlighted|noted|announced|explained|thanked)\b",
        "within",
    ),
    _cue(
        "attendance|present|attending",
        r"\b(?:was|were|being) (?:also )?(?:in attendance|present|attending)\b",
        "before",
    ),
    _cue(
        "attended the|participated in the|took part in the",
        r"\b(?:also )?(?:attended|participated in|took part in) the\b",
        "before",
    ),
    _cue(
        "chaired the|chaired this|chaired its", r"\bco-?chaired (?:the|this|its)\b", "before", part=CO_CHAIR
    ),
    _cue("chaired the|presided over the", r"\b(?:chaired|presided over) the\b", "before", part="chair"),
    _cue(
        "met |held |hosted|welcomed|received|spoke|convened|conferred|visited",
        r"\b(?:met (?:today |yesterday |virtually |again )?(?:with|in|at|by|on|via|for|to|virtually)"
        r"|held (?:a|the|their|an)"
        r" (?:[\w’'.]+[ -]){0,9}(?:meeting|call|talks|conversation|consultations|dialogue|summit|session)|hosted"
        r"|welcomed|received"
        r"|spoke (?:by|with|on|via|today|by telephone)|convened|conferred with|visited)\b",
        "both",
        opening=True,
    ),
    _cue("presidid", r"\b(?:co-?presidid[oa]s?)(?: conjuntamente)? por\b", "after", part=CO_CHAIR),
    _cue("presidid|moderad", r"\b(?:presidid[oa]s?|moderad[oa]s?) por\b", "after", part="chair"),
    _cue(
        "encabezad|liderad|dirigid",
        r"\b(?:encabezad[oa]s?|liderad[oa]s?|dirigid[oa]s?) por\b",
        "after",
        part=HEAD,
    ),
    _cue("acompañad", r"\bacompañad[oa]s? (?:de|del|por)\b", "after"),
    _cue(
        "integrad|conformad|compuest", r"\b(?:integrad[oa]s?|conformad[oa]s?|compuest[oa]s?) por\b", "after"
    ),
    _cue("representad", r"\b(?:representad[oa]s?) por\b", "after"),
    _cue(
        "participación|presencia|asistencia",
        r"\b(?:con|contó con) la (?:participación|presencia|asistencia) (?:de|del)\b",
        "after",
    ),
    _cue(
        "participaron|asistieron|intervinieron|estuvieron|acudieron|concurrieron",
        r"\b(?:participaron|asistieron|intervinieron|estuvieron presentes|acudieron|concurrieron)\b",
        "both",
    ),
    _cue(
        "participaron|asistieron|estuvieron",
        r"\b(?:por (?:la )?parte (?:de|del)|por (?:el lado|la delegación)(?: de"
        r"| del)?) [\w ]{3,40}, (?:participaron|asistieron|estuvieron)\b",
        "after",
    ),
    _cue(
        "presidi|inaugur|clausur",
        r"\b(?:presidi(?:ó|eron)|copresidi(?:ó|eron)|inaugur(?:ó|aron)|clausur(?:ó"
        r"|aron))\b",
        "before",
    ),
    _cue("encabez", r"\bencabez(?:ó|aron)\b", "both", part=HEAD),
    _cue(
        "reuni|entrevist|convers|dialog|recibi|sostuv|celebr|mantuv",
        r"\b(?:se reuni(?:ó|eron)|se entrevist(?:ó|aron)|convers(?:ó|aron)|dialog(?:ó|aron)|recibi(?:ó|eron)"
        r"|(?:sostuv(?:o|ieron)|celebr(?:ó|aron)|mantuv(?:o|ieron))(?: (?:hoy|ayer|este \w+|la (?:mañana|tarde) de \w+|el \w+ \w+))?,? (?:una?|su) (?:\w+ ){0,3}(?:reunión"
        r"|encuentro|conversación"
        r"|llamada|diálogo|audiencia|entrevista))\b",
        "both",
        opening=True,
    ),
    _cue(
        "reuni|confer|sesi|foro|cumbre|encuentro|asamblea|diálogo|seminario|ceremonia|inaugura|clausura",
        r"\b(?:dijo|señaló|afirmó|informó|explicó|destacó|expresó|sostuvo|indicó|anunció|aseguró|manifestó"
        r"|subrayó|declaró"
        r"|dio a conocer|dar a conocer|intervino|participó|asistió)\b[^.;]{0,200}\b(?:durante"
        r"|en el marco de|al (?:participar|"
        r"intervenir|inaugurar|clausurar|presidir|término)|en) (?:de )?(?:la|el|una?|su) (?:[IVXLC]+ "
        r"|\w+ ){0,2}(?:reunión|"
        r"conferencia|sesión|foro|cumbre|encuentro|asamblea|diálogo|seminario|ceremonia|inauguración"
        r"|clausura)",
        "before",
    ),
    # Persons in apposition or as authors of the act itself, named without a verb of attendance.
    _cue(
        "signed|firmad|suscrit",
        r"\b(?:signed|firmad[oa]s?|suscrit[oa]s?)\b[^.;]{0,90}?\b(?:by|por)\b(?!\s+(?:parte|la parte)\b)",
        "after",
        opening=True,
    ),
    _cue(
        " by| por",
        r"\b(?:on behalf of|for|en representación de|en nombre de|a nombre de|por parte de)\s[^.;,]{2,60}?"
        r"\b(?:by|por)\b",
        "after",
        opening=True,
    ),
    _cue(
        "opened|closed|convened|facilitated|inaugurated|introduced|welcomed|received|launched|delivered",
        r"\b(?:(?:were|was) (?:also )?(?:opened|closed|convened|facilitated|inaugurated|introduced|welcomed"
        r"|received|launched)|(?:was|were|remarks) delivered) by\b",
        "after",
    ),
    _cue(
        "inaugurad|clausurad|convocad|coordinad|conducid|recibid",
        r"\b(?:inaugurad[oa]s?|clausurad[oa]s?|convocad[oa]s?|coordinad[oa]s?|conducid[oa]s?|recibid[oa]s?)"
        r" por\b",
        "after",
        opening=True,
    ),
    _cue(
        "relatoría|minuta|rapporteur",
        r"\b(?:relatoría|minuta)\b[^.;]{0,40}\b(?:a cargo de|elaborada por)\b"
        r"|\brapporteurs?: ",
        "after",
        part="rapporteur",
    ),
    _cue("moderación", r"\bmoderación\b[^.;]{0,40}\ba cargo de\b", "after", part="chair"),
    _cue("a cargo de", r"\bestuv(?:o|ieron) a cargo (?:de|del)\b", "after"),
    _cue(
        "suscriben|firman|comparecen|concurren",
        r"\b(?:suscriben|firman|comparecen|concurren)\b",
        "both",
        opening=True,
    ),
    _cue(
        "discussed|reviewed|exchanged|agreed|launched|opened|inaugurated|issued|joined|met",
        r"\b(?:discussed|reviewed|exchanged views|agreed|launched|opened|inaugurated|issued|joined|met)\b",
        "before",
        opening=True,
    ),
    _cue(
        "joined|meeting|met with|talks with",
        r"\b(?:joined|meetings? with|met with|talks with)\b",
        "after",
        opening=True,
    ),
    _cue(
        "analizaron|revisaron|acordaron|abordaron|dieron|instal|en marcha|convoc|coordin|moder|acompañ",
        r"\b(?:analizaron|revisaron|acordaron|abordaron|dieron inicio|instal(?:ó|aron)|puso en marcha"
        r"|pusieron en marcha|convoc(?:ó|aron)|coordin(?:ó|aron)|moder(?:ó|aron)|acompañ(?:ó|aron))\b",
        "before",
        opening=True,
    ),
    _cue("acompañ", r"\bacompañ(?:ó|aron)(?: a)?\b", "both", opening=True),
    _cue(
        "también|además|asimismo|igualmente",
        r"\b(?:particip|asist|acud|concurr)(?:ó|ió|ieron|aron)"
        r" (?:también|además|asimismo|igualmente)\b"
        r"|\b(?:también|además|asimismo|igualmente),? "
        r"(?:particip|asist|interv[ie]n|acud|concurr)(?:ó|ió|o)\b",
        "both",
    ),
    _cue(
        "participó|asistió|intervino|acudió|concurrió|estuvo",
        r"\b(?:participó|asistió|intervino|acudió|concurrió|estuvo)\b",
        "both",
        opening=True,
    ),
)
# Parts of the words of `_CUES`; a passage without any of them is not looked at.
TRIGGERS = (
    *(
        "chair",
        "presid",
        "moderat",
        "moderad",
        "led ",
        "led\n",
        "headed",
        "accompan",
        "delegation",
        "and included",
    ),
    *(
        "represented",
        "attend",
        "joined by",
        "hosted",
        "participa",
        "presence",
        "in attendance",
        "present",
        "took part",
    ),
    *(
        "encabez",
        "liderad",
        "dirigid",
        "acompañ",
        "integrad",
        "conformad",
        "compuest",
        "asistencia",
        "asistieron",
    ),
    *(
        "intervin",
        "acudieron",
        "concurr",
        "inaugur",
        "clausur",
        "durante",
        "en el marco",
        "intervenir",
        "término",
    ),
    *("opened by", "closed by", "convened by", "facilitated by", "inaugurated by", "delivered by"),
    *("a cargo de", "también", "además", "asimismo", "igualmente"),
    *("remarks", "palabras", "represent", "met with", "received the", "recibió a la", "facilita", "mediaci"),
    *("ceremon", "encuentro", "evento", "at the ", "during the "),
)
EARLIER = Caseless(
    r"\b(?:previous|earlier|prior|past|former) (?:high-level )?(?:meetings?|visits?|talks|sessions?"
    r"|summits?|dialogues?)\b"
    r"|\blast (?:week|month|year)[’']s\b|\bbuil(?:t|ds|ding) on (?:their|the|previous)\b"
    r"|\brecalled (?:that|the)\b|\brecord(?:ó|aron|ando) que\b"
    r"|\b(?:reuni(?:ón|ones)|encuentros?|visitas?) (?:previ|anterior)\w*"
)
# Where the persons of a cue end: a purpose, a relative clause about something else.
_STOP = re.compile(
    r"(?: |, )(?:to (?!the )[a-z]+|that|which|whose|where|in order|during|following|building|focus\w*"
    r"|regarding|about"
    r"|who (?:had|announced|will)|para \w+[aei]r|con el (?:fin|objeto|propósito)|que|cuy[oa]s?|donde|a fin de"
    r"|quien(?:es)? (?:había|anunci))\b"
)
_SUBJECT_STOP = Caseless(r"\b(?:that|which|after|where|que|donde|thanked|on behalf of|a nombre de)\b")


def find_scopes(words: str, is_opening: bool) -> Iterator[tuple[int, int, str | None]]:
    """Give the stretches of a sentence in which the named persons took part, and as what."""
    lowered = words.lower()
    for cue in _CUES:
        if (cue.opening and not is_opening) or not cue.pattern.may_match(lowered):
            continue
        for match in cue.pattern.finditer(words):
            if cue.side in ("before", "both"):
                clause = list(_SUBJECT_STOP.finditer(words, 0, match.start()))
                yield clause[-1].end() if clause else 0, match.start(), cue.part
            if cue.side == "within":
                yield match.start(), match.end(), cue.part
            if cue.side in ("after", "both"):
                stop = _STOP.search(words, match.end())
                yield match.end(), stop.start() if stop else len(words), cue.part
