"""Why a cue that was found is not taken: tense, report, subject and place, one question after another."""

from __future__ import annotations

import re

from tequio.engines.extraction.caseless import Caseless
from tequio.engines.extraction.clauses import Clause
from tequio.engines.extraction.kinds import names_body
from tequio.engines.extraction.matches import STATES_ES, Context, Match
from tequio.engines.extraction.parties import find_parties
from tequio.engines.extraction.reasons import say
from tequio.engines.extraction.subjects import SubjectSort, find_subject

__all__ = ["BODY", "DUTY", "refusal"]

_PAST = Caseless(
    r"\b(?:last (?:january|february|march|april|may|june|july|august|september|october|november|december)|(?:el|en) (?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre) pasado|last (?:week|month|year|autumn|spring|summer|winter|fall)|(?:\w+ )?(?:years?|months?|weeks?) ago|previously|at (?:the|their|its|our|that) (?:previous|last|first|earlier|preceding) |in recent years|earlier this (?:year|month)|in the past|"
    r"el año pasado|la semana pasada|el mes pasado|hace (?:un|dos|tres|cuatro|cinco|varios) \w+|anteriormente|en la reunión anterior|en (?:la|su) (?:edición|reunión|ronda) (?:anterior|pasada)|en la primera ronda|ya (?:había|habían))"
)
_PERORATION = frozenset(
    """strive remain need have see become mean depend prevail succeed remember celebrate be include require
    know believe contain play result reflect represent demonstrate enter apply cost last""".split()
)
_EVENT_VERBS = frozenset(
    """meet convene reconvene take focus review consider discuss address continue gather examine assess be host
    bring""".split()
)
_EFFECTS = frozenset(
    """help contribute ensure facilitate enable allow provide create bring promote support strengthen
    complement improve benefit build enhance advance boost reduce revolutionise revolutionize transform
    generate serve encourage foster lead give make change transformar generar mejorar fortalecer impulsar
    promover reducir crear""".split()
)
DUTY = Caseless(
    r"\b(?:State party|States? parties|Government|authorities|State|Estado(?: parte| mexicano)?|gobierno|autoridad(?:es)?|Estados? [Pp]artes?|Ministry|Ministerio|Fiscalía|Congress|Congreso|legislature|poder (?:judicial|legislativo|ejecutivo)|"
    r"Procuradur[íi]a|municipios|entidades|Office|Parliament|Secretar[íi]a)\b")  # fmt: skip
# A body that can be given a task: "The Working Group should submit …", "El Grupo Técnico deberá …".
BODY = Caseless(
    r"\A(?:the|each|el|la|los|las|cada|dich[oa]s?)\b.*\b(?:commissions?|(?:working |technical |expert |task )?groups?|task force|secretariat|committees?|panel|sub-?groups?|sub-?committees?|chairs?|co-chairs?|rapporteurs?|experts|consultants?|team|"
    r"comisi[óo]n(?:es)?|grupos?|subgrupos?|comit[ée]s?|secretar[íi]a|mesa|consultores?|equipo|relator(?:[íi]a)?)\b"
)
# What is handed in or made public: the passive names a delivery even where nobody is named.
_DELIVERABLE = Caseless(
    r"\b(?:reports?|study|studies|results?|findings|minutes|drafts?|proposals?|recommendations|conclusions|reviews?|assessments?|evaluations?|surveys?|documents?|bill|act|texts?|summary|programme of work|work plan|"
    r"informes?|estudios?|resultados|actas?|borrador(?:es)?|propuestas?|recomendaciones|conclusiones|evaluaci[óo]n(?:es)?|diagn[óo]sticos?|documentos?|minuta|proyecto de ley|relator[íi]a|calendario|cronograma|programa de trabajo|plan de trabajo)\Z"
)
_DELIVERS = Caseless(
    r"(?:publish|submit|present|circulat|shar|complet|finali[sz]|disseminat|deliver|sen[dt]|forward|prepar|draft|translat|distribut|post|tabl|hand|made|updat|transmit|"
    r"public|present|someti|someter|distribu|difundi|entrega|envia|enví|compart|conclu|elabor|remit|traduc|actualiz|transmit|finaliz)"
)
_SAYING_ES = frozenset(
    "aclarar señalar destacar recordar mencionar precisar subrayar reconocer anotar advertir decir notar resaltar".split()
)
_INTENDED = frozenset(
    "intent intention commitment decision desire ability opportunity plan plans effort efforts need willingness power authority right wish readiness request".split()
)
# Verbs that tell of an undertaking instead of making it; what follows their "that" is none of this meeting.
_TELLING = frozenset(
    """recall note welcome acknowledge recognize recognise underline underscore stress highlight emphasize
    emphasise appreciate commend applaud remember observe regret recordar observar acoger reconocer subrayar
    destacar resaltar enfatizar celebrar agradecer felicitar lamentar valorar""".split()
)
_WHEN = frozenset(
    "as when after since because although once cuando tras luego después como desde aunque".split()
)
_SPEECH = re.compile(
    r"(?:señal|indic|inform|anunci|manifest|expres|afirm|precis|adelant|confirm|agreg|explic|asegur|dij|dic|sostu|acord|decid|acuerd|coincid|convin|conven|qued|promet|garanti|comunic|coment|determin|resol|comprom|añad|apunt|puntual|resalt|abund|asever|sostien|refir|detall|"
    r"add|remark|not(?:e[ds]?|ing)\b|disclos|reveal|declar|explain|"
    r"announc|said|stat|confirm|agree|decid|indicat|report|ensure|insist|recom|solicit|pid|told|pledg|commit|promis|undert|assur|recom|request|urg|propos|suggest)",
)
_CONDITION = Caseless(
    r"\A(?:In cases? (?:of|where)|In the event|If|Where|En caso de|En los casos|Si)\b|\b(?:if an?|where an?|whenever|in cases where|si un[ao]?|cuando un[ao]?)\b"
)
_COURT = Caseless(
    r"\b(?:courts?|judges?|prosecutor|offenders?|tribunal(?:es)?|juez|jueces|jueza|fiscal|infractor)\Z"
)
_SUPERLATIVE = re.compile(
    r"\b(?:most|largest|biggest|first|greatest|best|key|main|only|primer[oa]?|mayor|más)\b"
)


def refusal(clause: Clause, match: Match, context: Context) -> str:
    """Say why a cue is not taken.

    Args:
        clause: the sentence.
        match: the cue in it.
        context: where the sentence stands.

    Returns:
        The reason in the sentence's language, or "" where the cue is taken.
    """
    key = _why_not(clause, match, context)
    return say(key, clause.language, subject=match.subject.words) if key else ""


def _why_not(clause: Clause, match: Match, context: Context) -> str:
    lower, subject = clause.lower, match.subject
    if _is_noun(clause, match.start):
        return "noun"
    if _is_purpose(clause, match):
        return "purpose"
    if context.earlier:
        return "earlier-meeting"
    asks_as_person = match.cue.asks and subject.words in ("quien", "quienes", "who")  # "…, quien pidió a …"
    if subject.sort is SubjectSort.RELATIVE and not asks_as_person:
        return "relative"
    if match.cue.subject != "recommends" and _in_relative(clause, match):
        return "in-passing"
    if _is_told_of(clause, match):
        return "told-of"
    if _is_past(clause, match):
        return "earlier"
    verb = clause.lemmas[match.verb]
    if shape := _shape_refusal(clause, match):
        return shape
    if verb in _EFFECTS and subject.words.lower().startswith(
        ("this ", "these ", "the new ", "a new ", "such ", "those ", "esta ", "este ", "estas ", "estos ")
    ):
        return "effect"
    if match.cue.asks and verb == "be" and clause.tags[match.verb + 1 : match.verb + 2] == ("VBD",):
        return "passive"
    if (
        context.itemised
        and match.complement == "NP"
        and match.cue.id.startswith(("en.announce", "es.anunciar"))
    ):
        return "umbrella"
    if match.cue.id in ("en.will", "es.futuro", "en.will.be"):
        return _future_refusal(clause, match, context, verb)
    if match.cue.subject == "duty":
        return _duty_refusal(clause, match, context)
    if match.cue.subject == "recommends":
        return _recommending_refusal(clause, match, context)
    if match.cue.id == "en.are.to" and "if" in lower[max(0, match.start - 4) : match.start]:
        return "possible"
    if match.cue.id == "en.are.to" and (verb == "be" or subject.sort is not SubjectSort.ACTOR):
        return "state"
    if match.cue.subject == "actor" and subject.sort in (SubjectSort.THING, SubjectSort.EVENT):
        return "cannot"
    return (
        _reported_refusal(clause, match, verb)
        if match.complement == "THAT" and match.cue.kind is None
        else ""
    )


_BE_FORMS = frozenset("be been being is are was were".split())


def _shape_refusal(clause: Clause, match: Match) -> str:
    """Weigh cues that only their surroundings make one: "to be encouraged by", "scheduled for"."""
    before = clause.lower[match.start - 1] if match.start else ""
    after = clause.lower[match.start + 1 : match.start + 2]
    if match.cue.id == "en.recommend" and before in _BE_FORMS and after == ("by",):
        return "possible"
    if match.cue.id == "en.accept" and {"has", "have", "had"} & set(
        clause.lower[max(0, match.start - 3) : match.start]
    ):
        return "done"
    scheduled = match.cue.id.endswith((".scheduled", ".previsto"))
    return "cannot" if scheduled and match.subject.sort is not SubjectSort.EVENT else ""


def _recommending_refusal(clause: Clause, match: Match, context: Context) -> str:
    quoted = re.search(r"[\"“«][^\"”»]*\Z", clause.words[: clause.starts[match.start]])
    if clause.lemmas[match.verb] in _SAYING_ES or quoted:
        return "possible"
    return "" if context.recommends or context.recommending else "unasked"


def _reported_refusal(clause: Clause, match: Match, verb: str) -> str:
    """Weigh what somebody says that will be done: by whom, and whether it is more than a possibility."""
    inner = find_subject(clause, match.verb - (clause.language == "en"))
    own = inner.words.lower() in ("it", "that it", "he", "she")
    when = inner.words.lower().split(" ")[0] in (
        "en",
        "a",
        "durante",
        "para",
        "por",
        "desde",
        "in",
        "by",
        "from",
        "during",
    )
    decided = match.cue.id in ("en.agree.that", "es.acordar.que") and names_body(inner.words)
    thing = inner.sort is SubjectSort.THING and not (own or when or decided)
    if verb != "be" and thing and inner.start >= match.start:
        return "effect"
    if clause.lower[match.verb - 1] in ("must", "can"):
        near = clause.words[clause.starts[match.start] : clause.end(min(len(clause) - 1, match.end + 4))]
        return "" if "agree" in near else "possible"
    return ""


def _is_purpose(clause: Clause, match: Match) -> bool:
    if (  # "her intent to request the assistance of …": what somebody intends, told as a noun
        match.cue.asks
        and match.start > 1
        and clause.lower[match.start - 1] == "to"
        and clause.lower[match.start - 2] in _INTENDED
    ):
        return True
    return (
        clause.language == "en"
        and match.start > 0
        and clause.lower[match.start - 1] == "to"
        and not match.cue.asks
        and clause.tags[match.start] in ("VB", "VBP")
    )


def _is_past(clause: Clause, match: Match) -> bool:
    lower = clause.lower
    if clause.tags[match.start] in ("FUT3", "FUT4", "FUT6") or lower[match.start] in ("will", "shall"):
        return False
    head = clause.words[: max(40, clause.starts[match.start])]
    near = clause.words[clause.starts[match.start] : clause.end(min(len(clause) - 1, match.end + 4))]
    if match.start and lower[match.start - 1] == "had" and not match.cue.asks:
        return True  # "had committed to": told of an earlier time
    if _PAST.search(near) or (match.start and _PAST.search(head[: clause.starts[match.start]])):
        return True
    opens = clause.tags[match.start] in ("VBD", "CUE") and lower[0] in _WHEN and clause.language == "en"
    if not opens or "," not in lower[: match.end + 60]:
        return False
    # "As we gathered … and pledged …, we now come together": told in a clause that only sets the scene
    return "," not in lower[: match.start] and "," in lower[match.verb :]


def _is_told_of(clause: Clause, match: Match) -> bool:
    """Say whether the cue stands under "recalled that", "subrayó que": told, not undertaken."""
    telling = -1
    for index in range(match.start - 1, 0, -1):
        word = clause.lower[index]
        if word in (";", ":"):
            break
        before = clause.lemmas[index - 1]
        if (
            word in ("that", "que")
            and before in _TELLING
            and clause.tags[index - 1] not in ("W", "VBG", "CUEG", "GER")
        ):
            telling = index
            break
    if telling < 0:
        return False
    subject = match.subject
    if subject.start > telling + 1 and subject.sort in (SubjectSort.ACTOR, SubjectSort.EVENT):
        joiner = clause.lower[subject.start - 1]
        aside = clause.lower[telling + 1] == ","  # "recalled that, during the visit, both countries agreed"
        if joiner in ("and", "y", "e", ";") or (joiner == "," and not aside):
            return False
    # "noted that …, and agreed to …": a coordinated cue without a subject of its own goes back to the first subject
    at = match.start - 1
    while at > telling and (clause.tags[at] == "ADV" or clause.lower[at] in ("se", "nos")):
        at -= 1
    joined = clause.lower[at] in ("and", "y", "e", ",", ";")
    return not (joined and clause.tags[match.start] in ("VBD", "VBZ", "CUE", "VBP", "VB"))


_ALSO_NOUNS = frozenset(
    """plan resolve aim pledge request order direct target task mandate charge call appeal promise interest
    seal accord hope offer demand commission assign press""".split()
)
_BEFORE_NOUN = frozenset(
    """'s ’s a an the our their its this that these those his her any each new joint of in on per by under""".split()
)
_PLAIN = frozenset("we they i to and both , governments people sides".split())


def _is_noun(clause: Clause, index: int) -> bool:
    """Say whether a word such as "plan" is the noun here: "a shared implementation plan to …"."""
    if (
        clause.language == "en"
        and index
        and clause.tags[index] == "VBD"
        and clause.lower[index - 1] in _BEFORE_NOUN
    ):
        return True  # "the agreed roadmap", "its announced visit"
    if (
        clause.language != "en"
        or index == 0
        or clause.lower[index + 1 : index + 2] in (("was",), ("is",))
        or clause.lower[index] not in _ALSO_NOUNS
    ):
        return False
    before = clause.lower[index - 1]
    if before in ("will", "shall", "would"):
        return False
    if clause.lower[index] == "press" and (
        before in ("met", "meet", "meeting")
        or clause.lower[index + 1] in ("conference", "release", "statement", "freedom", "to")
    ):
        return True
    if before in _BEFORE_NOUN:
        return True
    known = clause.tags[index - 1] != "W" or before in _PLAIN
    return not known and not before.endswith("s") and not clause.words[clause.starts[index - 1]].isupper()


def _in_relative(clause: Clause, match: Match) -> bool:
    begin = match.subject.start if match.subject.start < match.start else match.start
    if begin < 2:
        return False
    word, before = clause.lower[begin - 1], clause.lower[begin - 2]
    if word not in ("that", "which", "whom", "que", "cual", "where", "when", "donde", "as", "como"):
        return False
    reported = word in ("that", "que") and any(
        _SPEECH.match(w) for w in clause.lower[max(0, begin - 8) : begin - 1]
    )
    return not reported and _SPEECH.match(before) is None


def _said_by_a_party(clause: Clause, match: Match) -> bool:
    """Say whether "it" stands for a party that says so: "Peru informed that it will extend …"."""
    subject = match.subject
    if subject.words.lower() not in ("it", "that it") or subject.start < 3:
        return False
    telling = subject.end - 2 if clause.lower[subject.end - 2] == "that" else -1
    if telling < 1 or not _SPEECH.match(clause.lower[telling - 1]):
        return False
    return bool(find_parties(clause.words[: clause.starts[telling]], clause.language))


def _future_refusal(clause: Clause, match: Match, context: Context, verb: str) -> str:
    subject, lower = match.subject, clause.lower
    if _said_by_a_party(clause, match):
        return ""
    if clause.language == "es":
        return _spanish_future_refusal(clause, match, context)
    if verb in _PERORATION and match.cue.id == "en.will":
        return "closing"
    if match.cue.id == "en.will.be":
        return _passive_refusal(clause, match)
    if _COURT.search(subject.words) and _CONDITION.search(clause.words):
        return "law"
    if subject.sort is SubjectSort.EVENT:
        return "" if verb in _EVENT_VERBS else "follows"
    if subject.sort is SubjectSort.THING:
        return "follows"
    if subject.sort is SubjectSort.NONE or lower[match.start - 1] == "there":
        return "nobody"
    return ""


def _passive_refusal(clause: Clause, match: Match) -> str:
    subject, last = match.subject, clause.tags[match.end - 1]
    if subject.sort is SubjectSort.EVENT or (subject.sort is SubjectSort.ACTOR and last == "VBG"):
        return ""
    if subject.sort is SubjectSort.ACTOR and match.complement == "END":
        return "state" if _SUPERLATIVE.search(clause.words[clause.starts[match.end - 1] :][:40]) else ""
    if _is_delivered(subject.words, clause.lower[match.end - 1]) or (
        _SUM.search(subject.words) and clause.lemmas[match.end - 1] in _SPENT
    ):
        return ""
    return "passive"


_SUM = Caseless(r"[$€£]\s?\d|\d[\d.,]* ?(?:million|billion|thousand)|\bfunds?\b")
_SPENT = frozenset(
    "commit allocate provide invest contribute disburse spend make dedicate earmark award grant donate".split()
)


def _is_delivered(subject: str, verb: str) -> bool:
    head = re.split(r" (?:of|on|by|from|for|de|del|sobre|para|por)\b", subject, maxsplit=1)[0]
    return _DELIVERABLE.search(head) is not None and _DELIVERS.match(verb) is not None


def _spanish_future_refusal(clause: Clause, match: Match, context: Context) -> str:
    subject, lower, word = match.subject, clause.lower, clause.lower[match.verb]
    following = lower[match.verb + 1] if match.verb + 1 < len(clause) else ""
    if word in ("será", "serán") and re.search(r"(?:ad|id|uest|rit|ech)[oa]s?\Z", following):
        if subject.sort is not SubjectSort.THING or _is_delivered(subject.words, following):
            return ""
        return "passive"
    if word in ("hará", "harán") and clause.tags[match.verb + 1 : match.verb + 2] == ("INF",):
        return "follows" if subject.sort is SubjectSort.THING else ""
    event = word in ("tendrá", "tendrán") and following == "lugar"
    if word in STATES_ES and not event:
        return "state"
    reflexive = match.start > 0 and lower[match.start - 1] == "se"
    if reflexive and match.start > 1 and lower[match.start - 2] == "no":
        return "passive"  # "no se firmarán acuerdos": told, by nobody
    if event or reflexive:
        return ""
    if _COURT.search(subject.words) and _CONDITION.search(clause.words):
        return "law"
    if subject.sort is SubjectSort.THING:
        return "follows"
    if subject.sort is SubjectSort.NONE and clause.tags[match.verb] == "FUT3" and not context.actor_before:
        return "nobody"
    return ""


def _duty_refusal(clause: Clause, match: Match, context: Context) -> str:
    subject = match.subject
    if set(clause.lower[subject.start : subject.end]) & {"we", "nosotros", "i", "they", "it"}:
        return "exhortation"
    named = DUTY.search(subject.words) is not None and subject.sort is SubjectSort.ACTOR
    if named and (
        context.recommends or clause.language == "es" or re.search(r"State part|Government", subject.words)
    ):
        return ""
    if BODY.match(subject.words) and subject.sort is SubjectSort.ACTOR:
        return ""
    if context.assigns and (_DELIVERABLE.search(subject.words) or subject.sort is SubjectSort.ACTOR):
        return ""
    if (context.recommending and (context.recommends or clause.language == "es")) or (
        context.recommends and subject.sort in (SubjectSort.NONE, SubjectSort.ACTOR)
    ):
        return ""
    return "unasked"
