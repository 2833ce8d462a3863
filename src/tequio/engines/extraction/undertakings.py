"""From one sentence to its undertakings: cues found, their subjects weighed, their verbs split, vetoes said.

`read_sentence` is the grammar; `engine` walks the document and gives it the context that a sentence alone lacks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from tequio.engines.extraction.addressed import read_address
from tequio.engines.extraction.caseless import Caseless
from tequio.engines.extraction.clauses import Clause
from tequio.engines.extraction.coordination import split_actions, trim_action
from tequio.engines.extraction.findings import Kind, Strength
from tequio.engines.extraction.kinds import names_activity, names_deed, names_generality
from tequio.engines.extraction.lexicon import AMBIGUOUS_EN
from tequio.engines.extraction.matches import STATES_ES, Context, Match
from tequio.engines.extraction.policy import Cue, Rejection, find_entries
from tequio.engines.extraction.reasons import say
from tequio.engines.extraction.refusals import BODY, DUTY, refusal
from tequio.engines.extraction.subjects import SubjectSort, find_subject

__all__ = ["Context", "Reading", "Undertaking", "Veto", "read_sentence"]


@dataclass(frozen=True, slots=True)
class Undertaking:
    """One undertaking in a sentence; places are character offsets in the sentence's words.

    Args:
        cue: identifier of the policy entry.
        kind: recommendation, or None where content decides.
        strength: firm or soft.
        action: span of the action.
        whole: span of the action before it was trimmed, where deadlines are looked for.
        subject: who acts or who asks, as worded.
        addressee: who is asked, as worded, or "".
        reason: for the reader.
        prior: how often such a cue is right.
        features: what the confidence model looks at.
    """

    cue: str
    kind: Kind | None
    strength: Strength
    action: tuple[int, int]
    whole: tuple[int, int]
    subject: str = ""
    addressee: str = ""
    reason: str = ""
    prior: float = 0.8
    features: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Veto:
    """Why a sentence with a cue was not taken."""

    cue: str
    reason: str
    rank: int = 1  # 0: a cue was matched and refused; 1: a listed look-alike; 2: a weak one


@dataclass(slots=True)
class Reading:
    """What was found in a sentence."""

    undertakings: list[Undertaking] = field(default_factory=list)
    vetoes: list[Veto] = field(default_factory=list)


_REPORTING = frozenset(
    """welcome condemn discuss agree commit reaffirm note express pledge underscore underline stress highlight acknowledge recognize
    recognise deplore call exchange direct instruct urge encourage invite announce reiterate decide undertake affirm thank commend
    applaud emphasize emphasise recall accept plan include look""".split()
)


def read_sentence(clause: Clause, context: Context) -> Reading:
    """Find the undertakings of a sentence.

    Args:
        clause: the sentence, tagged.
        context: where it stands.

    Returns:
        The undertakings in reading order, and the vetoes where a cue was refused.
    """
    reading = Reading()
    if len(clause) < 3 or clause.words.rstrip("\"'”’» ").endswith("?"):
        return reading
    if (address := read_address(clause, context.addressing)) is not None:
        reading.undertakings += _addressed(clause, *address)
        return reading
    cues: list[Match] = []
    for entry, complement, start, ends in find_entries(clause, Cue):
        assert isinstance(entry, Cue)
        if entry.asks and _is_adjective(clause, start):
            continue
        for end in ends if complement in ("V", "NP", "SUBJ") else ends[-1:]:
            verb = _verb_undertaken(clause, entry.id, complement, start, end)
            if verb is not None and not (entry.asks and _depends_on_noun(clause, verb)):
                cues.append(Match(entry, complement, start, end, verb, find_subject(clause, start)))
                break
    cues = [m for m in cues if m.cue.id not in _LOOSE or not refusal(clause, m, context)]
    chosen = _without_nested(clause, _without_overlaps(cues))
    for index, match in enumerate(chosen):
        stop = _stop(clause, match, chosen[index + 1 :])
        why_not = refusal(clause, match, context)
        if why_not:
            reading.vetoes.insert(0, Veto(match.cue.id, why_not, 0))
            continue
        reading.undertakings += _undertakings(clause, match, stop)
    if not reading.undertakings:
        for entry, _, _, _ in find_entries(clause, Rejection):
            reading.vetoes.append(Veto(entry.id, entry.reason, 2 if entry.id.endswith(_WEAK) else 1))
    return reading


# After these stands a noun, or a verb that belongs to the words before: "agreed that the dialogue was …".
_BEFORE_A_NOUN = frozenset(
    """to the a an this that these those its their our his her any each every all such both of in on for and with
    by from two three new next joint first second""".split()
)
# "agreed to encourage the relevant agencies to …": the parties move their own people, and so undertake it.
_OWN_PEOPLE = Caseless(
    r"\b(?:their|our|its|relevant|related|respective|competent|concerned|own) (?:\w+ ){0,2}(?:agenc|authorit|ministr|official|team|expert|department|bod(?:y|ies)|institution|compan|enterprise|business|embass)"
    r"|\b(?:sus|nuestr[oa]s) \w+|\b(?:autoridades|instituciones|dependencias|agencias|entidades|organismos) (?:\w+ )?(?:competentes|respectiv[oa]s|correspondientes|pertinentes)"
)
# Before these an ambiguous word is the verb: "recommended that members review the response".
_ASKED_EN = frozenset(
    "party parties members states governments countries authorities ministers sides participants delegations ministries".split()
)
_AGREED_ON = frozenset({"en.agree.np", "es.acordar.np", "es.acordar.inciso"})
# Listed look-alikes that are shown only where nothing better explains a sentence.
_WEAK = (".stock", ".can", ".will", ".progress", ".nota", ".futuro", ".discuss")


# Cues of saying: what they report must be a future, since an opinion or a duty is reported in the same words.
_SAYINGS = frozenset({"en.said", "en.announce", "es.anunciar", "en.pledge.that", "es.coincidir.que"})
_DUTIES = frozenset("debe deben debería deberían deberá deberán should must can could".split())
# Cues that match much and mean little: where one is refused, it does not hide another cue behind it.
_LOOSE = frozenset({"en.are.to", "en.looking", "es.necesario", "en.expected", "en.said", "es.anunciar"})


def _verb_undertaken(clause: Clause, cue: str, complement: str, start: int, end: int) -> int | None:
    """Give the index of the verb (or first noun) undertaken, or None where the complement is not there."""
    if complement == "V":
        return end - 1
    if complement == "END":
        return start
    if end >= len(clause):
        return None
    if complement == "NP":
        words = clause.words[clause.starts[end] :]
        vague = cue in ("en.reaffirm.np", "en.committed.np") and names_generality(words)
        deed = cue in _AGREED_ON and names_deed(words)
        return end if (names_activity(words) or deed) and not vague else None
    limit = min(len(clause), end + 34)
    if complement == "SUBJ" and clause.language == "en":  # "recommends that the State party adopt …"
        return next(
            (
                i
                for i in range(end + 1, min(limit, end + 16))
                if clause.tags[i] == "VB"
                and clause.lower[i - 1] not in _BEFORE_A_NOUN
                and (clause.lower[i] not in AMBIGUOUS_EN or clause.lower[i - 1] in _ASKED_EN)
            ),
            None,
        )
    if complement == "THAT":
        verb = _modal_verb(clause, end, limit)
        if verb is not None and cue in _SAYINGS and _DUTIES & set(clause.lower[verb - 3 : verb]):
            return None
        return verb
    return next(
        (
            i
            for i in range(end, limit)
            if clause.tags[i] == "SUB"
            and not (
                i > end
                and clause.lower[i - 1] in ("el", "la", "un", "los")
                and clause.lower[i - 2] not in ("que", "no", "se")
            )
        ),
        None,
    )


def _is_adjective(clause: Clause, index: int) -> bool:
    """Say whether a Spanish participle only qualifies a noun: "las autoridades encargadas de …"."""
    auxiliaries = ("ha", "han", "hemos", "había", "habían", "haber", "fue", "fueron", "sido", "un", "el")
    return (
        clause.language == "es"
        and re.search(r"[ai]d[oa]s?\Z", clause.lower[index]) is not None
        and (index == 0 or clause.lower[index - 1] not in auxiliaries)
    )


def _depends_on_noun(clause: Clause, verb: int) -> bool:
    """Say whether an infinitive belongs to the noun before it: "las autoridades encargadas de aplicar la ley"."""
    return (
        clause.language == "es"
        and clause.tags[verb] == "INF"
        and clause.lower[verb - 1] in ("de", "en", "por", "sin", "al", "del")
    )


def _modal_verb(clause: Clause, end: int, limit: int) -> int | None:
    for index in range(end, limit):
        word = clause.lower[index]
        if word in (";", ":") or (
            index > end and clause.tags[index] in ("VBD", "VBZ") and clause.lower[index - 1] in ("and",)
        ):
            return None
        if clause.tags[index] in ("FUT3", "FUT6", "FUT4"):
            return None if word in STATES_ES else index
        if word in ("will", "would", "shall", "should", "can", "must", "'ll", "could"):
            verb = index + 1
            while verb < limit and (clause.tags[verb] == "ADV" or clause.lower[verb] == "now"):
                verb += 1
            if verb < limit and (clause.tags[verb] == "VB" or clause.lower[verb] == "be"):
                return verb
            return None
        if word in ("debe", "deben", "debería", "deberían", "deberá", "deberán"):
            return next((i for i in range(index + 1, min(limit, index + 4)) if clause.tags[i] == "INF"), None)
    return None


def _without_overlaps(cues: list[Match]) -> list[Match]:
    """Keep, of the cues that reach the same verb, the one with the most words."""
    best: dict[int, Match] = {}
    for match in cues:
        known = best.get(match.verb)
        if known is not None and match.cue.asks and known.cue.asks and match.start - known.start > 3:
            best[match.verb] = (
                match  # "hacen un llamado …, e instan a los bancos a …": the nearer request asks it
            )
            continue
        if known is None or (match.end - match.start, match.cue.prior) > (
            known.end - known.start,
            known.cue.prior,
        ):
            best[match.verb] = match
    first: dict[int, Match] = {}
    for match in best.values():  # "will be held" is also "will be"
        known = first.get(match.start)
        nearer = match.cue.asks and known is not None and match.verb < known.verb
        if known is None or nearer or (match.end > known.end and not match.cue.asks):
            first[match.start] = match
    return sorted(first.values(), key=lambda m: (m.start, m.verb))


def _is_coordinate(clause: Clause, match: Match, after: int) -> int | None:
    """Give where a later cue's own clause begins, or None where it stands inside an earlier undertaking."""
    joiners = ("and", "or", "y", "e", ",", ";", "but", "pero", ":", "–", "—", "while", "whereas", "mientras")
    at = match.start
    while at > after and (
        clause.tags[at - 1] == "ADV"
        or clause.lower[at - 1] in ("se", "nos", "have", "has", "are", "is", "no", "les", "le", "los", "las")
    ):
        at -= 1
    if at > after and clause.lower[at - 1] in joiners:
        return at
    if match.subject.start > after and match.subject.sort in (
        SubjectSort.ACTOR,
        SubjectSort.EVENT,
        SubjectSort.THING,
    ):
        before = match.subject.start - 1
        while before > after and clause.tags[before] == "ADV":
            before -= 1
        if clause.lower[before] in joiners or clause.lower[match.subject.start] in ("and", "y"):
            return match.subject.start
    return None


def _without_nested(clause: Clause, cues: list[Match]) -> list[Match]:
    """Drop cues inside an earlier cue's undertaking; a direction inside one ("decided to instruct X to") takes its place."""
    kept: list[Match] = []
    for match in cues:
        if kept and _is_coordinate(clause, match, kept[-1].verb) is None:
            earlier = kept[-1]
            if (
                match.cue.asks
                and match.start in (earlier.verb, earlier.verb + 1)
                and clause.lemmas[match.start] not in ("invite", "invitar")
            ):
                own = _OWN_PEOPLE.is_in(clause.text(match.start, match.end))
                kind = match.cue.kind if match.cue.id.endswith("recommend") and not own else None
                kept[-1] = replace(match, cue=replace(match.cue, kind=kind), subject=earlier.subject)
                continue
            if match.start <= earlier.verb or match.start > earlier.verb:
                continue
        kept.append(match)
    return kept


def _stop(clause: Clause, match: Match, later: list[Match]) -> int:
    """Find where an undertaking's clause ends: the sentence's end, a coordinated finite verb or a later cue."""
    stop = len(clause)
    while stop > match.verb + 1 and clause.lower[stop - 1] in (
        ".",
        "!",
        ";",
        ":",
        '"',
        "”",
        "’",
        "»",
        ")",
        "*",
        ",",
    ):
        stop -= 1
    for other in later:
        begin = _is_coordinate(clause, other, match.verb)
        if begin is not None:
            stop = min(stop, begin)
    for index in range(match.verb + 1, stop):
        lemma = clause.lemmas[index]
        if clause.language == "en":
            finite = clause.tags[index] in ("VBD", "VBZ") and lemma in _REPORTING
        else:
            finite = clause.tags[index] == "CUE" and not clause.lower[index].endswith(
                ("ado", "ada", "ados", "adas", "ido", "ida", "idos", "idas", "a", "e")
            )
        before = index - 1
        while before > match.verb and clause.tags[before] == "ADV":
            before -= 1
        if finite and clause.lower[before] in ("and", ",", "y", "e", ";"):
            return before + 1 if clause.lower[before] != "," else before
        if (
            finite
            and clause.language == "en"
            and clause.lower[before] in ("they", "we", "leaders", "ministers", "sides")
        ):
            return before
    return stop


def _addressed(clause: Clause, verb: int, addressee: str) -> list[Undertaking]:
    """Give what is asked in a sentence that opens with its addressee."""
    stop = len(clause)
    while stop > verb + 1 and clause.lower[stop - 1] in (".", ";", ":", ",", '"', "”"):
        stop -= 1
    return [
        Undertaking(
            "addressed", Kind.RECOMMENDATION, Strength.FIRM, trim_action(clause, start, end),
            (clause.starts[start], clause.end(end - 1)), "", addressee,
            say("addressed", clause.language, subject=addressee or "…"), 0.8, ("cue=addressed", f"complement={clause.tags[verb]}"),
        )
        for start, end in split_actions(clause, verb, stop, clause.tags[verb])
    ]  # fmt: skip


def _undertakings(clause: Clause, match: Match, stop: int) -> list[Undertaking]:
    cue, tag = match.cue, clause.tags[match.verb]
    if match.complement in ("NP", "END"):
        spans = [(match.verb, stop)]
        if match.complement == "END" and match.cue.id == "en.will.be":
            spans = [(match.end - 2, stop)]
    elif match.cue.id == "en.will.be":
        spans = [(match.end - 2 if clause.lower[match.end - 2] == "be" else match.end - 1, stop)]
        spans = [(next(i for i in range(match.start, match.end) if clause.lower[i] == "be"), stop)]
    else:
        spans = split_actions(clause, match.verb, max(stop, match.verb + 1), tag)
    begin = _with_subject(clause, match)
    if begin is not None:
        spans = [(begin, spans[0][1]), *spans[1:]]
    addressee = _addressee(clause, match) if cue.asks else ""
    found = []
    for start, end in spans:
        action = trim_action(clause, start, max(end, start + 1))
        strength = cue.strength
        if clause.lemmas[start] in (
            "explore",
            "consider",
            "explorar",
            "considerar",
            "evaluar",
            "estudiar",
        ) or clause.lower[start] in (
            "evaluará",
            "evaluarán",
            "explorará",
            "explorarán",
            "considerará",
            "procurará",
            "procurarán",
            "buscará",
            "buscarán",
        ):
            strength = Strength.SOFT
        reason = cue.reason.format(
            subject=match.subject.words or "implied",
            addressee=addressee or "implied",
            cue=clause.text(match.start, min(match.start + 1, len(clause))),
        )
        found.append(
            Undertaking(
                cue.id, cue.kind, strength, action, (clause.starts[start], clause.end(max(end, start + 1) - 1)),
                match.subject.words, addressee, reason, cue.prior, _features(clause, match, len(spans)),
            )
        )  # fmt: skip
    return found


def _with_subject(clause: Clause, match: Match) -> int | None:
    """Give where the action begins with its subject: "the victims should receive …" asks it of the State, not of them."""
    subject = match.subject
    if (
        match.cue.subject == "duty"
        and subject.words
        and not DUTY.search(subject.words)
        and not BODY.match(subject.words)
        and subject.end <= match.start
        and subject.start < match.start
    ):
        return (
            subject.start
            if subject.sort in (SubjectSort.THING, SubjectSort.ACTOR) and len(subject.words) > 3
            else None
        )
    if (
        match.complement == "SUBJ"
        and not match.cue.asks
        and match.verb > match.end + 1
        and match.verb - match.end <= 10
    ):
        inner = clause.text(match.end, match.verb)
        return match.end if not DUTY.search(inner) and "," not in inner else None
    return None


def _addressee(clause: Clause, match: Match) -> str:
    """Give the words between a request and its verb: who is asked."""
    words = clause.text(match.start + 1, match.verb if match.complement == "SUBJ" else match.end - 1)
    words = re.sub(r"\A(?:(?:on|upon|al?|\w+mente|also|further|que|los|las|el|la)\s+)*", lambda m: "", words)
    return re.sub(r"\s*(?:\bto|\ba|\ba que|\bque|\bpara(?: que)?|,|\bse)(?:\s+\w+ly)?\s*\Z", "", words).strip(
        " ,"
    )


def _features(clause: Clause, match: Match, count: int) -> tuple[str, ...]:
    features = [
        f"cue={match.cue.id}",
        f"complement={match.complement}",
        f"subject={match.subject.sort.value}",
    ]
    if clause.starts[match.start] > 160:
        features.append("late-cue")
    if count > 1:
        features.append("coordinated")
    if len(clause) > 60:
        features.append("long-sentence")
    if len(clause) < 8:
        features.append("short-sentence")
    return tuple(features)
