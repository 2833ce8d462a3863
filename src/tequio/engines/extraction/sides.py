"""The parties of a meeting: who signed, who met, who examined whom.

`_READERS` are tried in order; the first that finds parties decides. Each is a function of the opening,
the sentences that report the meeting and the whole text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from tequio.engines.extraction.caseless import Caseless
from tequio.engines.extraction.opening import Opening, Passage
from tequio.engines.extraction.parties import PartyMention, find_parties, party_name
from tequio.engines.extraction.posts import has_post
from tequio.text import Text


class Source(StrEnum):
    """What kind of proceeding a document reports."""

    MEETING = "meeting"
    COMMITTEE = "committee"
    REVIEW = "review"
    ROUND = "round"


@dataclass(frozen=True, slots=True)
class _Case:
    text: Text
    opening: Opening
    own: tuple[Passage, ...]  # the sentences that report the document's own meeting
    source: Source

    @property
    def passages(self) -> tuple[Passage, ...]:
        return (*self.opening.titles, *self.opening.sentences)

    def named(self, words: str) -> list[PartyMention]:
        return list(find_parties(words, self.text.language))


_SIGNED = Caseless(
    r"\b(?:we,|nosotros,|signed by(?: the)?|governments? of|leaders of|(?:prime |foreign )?ministers of"
    r"|presidents of|heads of state (?:and (?:of )?government )?of|jef[ea]s de estado (?:y (?:de )?gobierno )?de|delegations (?:of|from)|gobiernos de|presidentes de|mandatarios de|cancilleres de"
    r"|delegaciones de)(?: the| los)? "
)
_CO_CHAIRED = Caseless(r"\bco-?(?:chaired|chairs)\b|\bcopresidi")
_BETWEEN = Caseless(r"\b(?:between|entre)(?: the| los| la| el)? ")
_JOINT = Caseless(
    r"\b(?:joint (?:\w+ )?(?:statement|declaration|communiqu)|both (?:countries|leaders|parties|sides"
    r"|governments)"
    r"|(?:the|our) two (?:countries|leaders|presidents|governments|sides)|comunicado conjunto"
    r"|declaración conjunta|ambos (?:países|gobiernos)|ambas (?:partes|delegaciones)"
    r"|our (?:two )?(?:countries|governments|administrations)"
    r"|we (?:reaffirm|pledge|commit|intend|affirm|agree)|nos comprometemos)\b"
)
_THREE = Caseless(r"\b(?:trilateral|three (?:leaders|countries)|tres países)\b")
_IN_A_LIST = Caseless(
    r"(?:[ ,;–-]|and|the|of|y|e|de|los|las|la|el|governments?|gobiernos?|Republic|Co.operative|Oriental"
    r"|its member states)*"
)


def read_sides(text: Text, opening: Opening, own: list[Passage], source: Source) -> tuple[str, ...]:
    """Read the parties of the meeting or statement that a document reports.

    Args:
        text: the document.
        opening: its opening.
        own: the sentences of the opening that report the document's own meeting.
        source: what kind of proceeding it is.

    Returns:
        Canonical names in reading order; empty where the document reports no joint act.
    """
    case = _Case(text, opening, tuple(own), source)
    for reader in _READERS:
        mentions = reader(case)
        if mentions:
            return tuple(dict.fromkeys(mention.name for mention in mentions))
    return _agreeing_body(case)


# Words for parties that do not say who they are.
_UNNAMED = Caseless(
    r"\b(?:part(?:es|ies)|president\w*|mandatarios|leaders|ministr?[eo]\w*|delega\w+|conferenc\w+"
    r"|gobiernos|governments"
    r"|countries|países|sides|two|dos|participa\w+|officials|funcionari\w+|states|estados|group|grupo"
    r"|committee|comité|secretar\w+)\b"
)
_AGREEING = Caseless(
    r"^(?:las|los|the) (?P<who>[a-záéíóúñ][\w ]{5,60}?) (?:acordaron|convinieron|se comprometieron|agreed"
    r"|pledged)\b"
)


def _agreeing_body(case: _Case) -> tuple[str, ...]:
    """Take the subject that agreed where no State is a party: a meeting of one country's authorities."""
    for passage in case.opening.sentences if case.own else ():
        match = _AGREEING.search(passage.words)
        if match and not _UNNAMED.search(match.group("who")) and not case.named(match.group("who")):
            return (match.group("who"),)
    return ()


def _committee_and_state(case: _Case) -> list[PartyMention]:
    """A committee and the State whose report it examined; a review is of its State alone."""
    if case.source is Source.MEETING:
        return []
    mentions = [mention for passage in case.passages[:14] for mention in case.named(passage.words)]
    states = [m for m in mentions if _is_state(m) and not m.is_adjective and m.code != "EU"][:1]
    if case.source is Source.REVIEW:
        return states
    bodies = [m for m in mentions if not _is_state(m) and m.code not in ("UN", "OAS")]
    if case.source is Source.ROUND:
        bodies = [m for m in bodies if m.code == "MESECVI"]
    return [*bodies[:1], *states] if bodies and states else []


def _signatories(case: _Case) -> list[PartyMention]:
    """Read "We, Australia, Denmark and Norway" and "the governments of A, B and C"."""
    for passage in case.passages:
        mentions = case.named(passage.words)
        for match in _SIGNED.finditer(passage.words):
            run = _run_from(mentions, passage.words, match.end())
            if len({m.code for m in run}) >= 2:
                signers = [m for m in mentions if _is_state(m) and not m.is_adjective]
                return signers if _BY_ALL.is_in(passage.words) else run
    return []


# "The declaration was signed by the heads of State of …, the vice-president of … and the ministers of …".
_BY_ALL = Caseless(r"\b(?:la (?:firmaron|suscribieron)|firmad[oa] por|suscrit[oa] por|was signed by)\b")


def _co_chairs(case: _Case) -> list[PartyMention]:
    """Read the co-chairs: a conference of many States is given by those who led it."""
    for passage in case.own:
        if not _CO_CHAIRED.search(passage.words):
            continue
        mentions = [m for m in case.named(passage.words) if _is_state(m)]
        if len({m.code for m in mentions}) < 2:
            head = " . ".join(p.words for p in (*case.opening.titles, *case.opening.sentences[:1]))
            mentions += [m for m in case.named(head) if _is_state(m)]
        if len({m.code for m in mentions}) >= 2:
            return mentions
    return []


_ADDRESSED = Caseless(
    r"\b(?:questions?|recommendations?|observations?|replies|letter|review|preguntas|recomendaciones"
    r"|observaciones|examen)"
    r" (?:to|for|of|on|a|sobre|de|para)(?: the)? "
)


def _addressee(case: _Case) -> list[PartyMention]:
    """Read the State to which a title addresses questions or recommendations."""
    for passage in case.opening.titles:
        for match in _ADDRESSED.finditer(passage.words):
            run = _run_from(case.named(passage.words), passage.words, match.end())
            if run and _is_state(run[0]):
                return run[:1]
    return []


def _many_states(case: _Case) -> list[PartyMention]:
    """Read "Representatives from A, B, C … joined D": all whom the sentence names."""
    for passage in case.own[:2]:
        mentions = [m for m in case.named(passage.words) if _is_state(m)]
        longest: list[PartyMention] = []
        for mention in mentions:
            if not longest or mention.start >= longest[-1].end:
                longest = max(longest, _run_from(mentions, passage.words, mention.start), key=len)
        if len({m.code for m in longest}) >= 3:
            unsaid = _unsaid_subject(case, passage.words, longest)
            return [unsaid, *mentions] if unsaid else mentions
    return []


_HOLDER = Caseless(r"\b(?:of|de)(?: the| los| las| la| el| the Republic of)? $")
_HELD_BY = Caseless(
    r"(?:[’']s)? (?:high-level |senior |acting |deputy |vice[- ]?)*(?:president|prime|minister|foreign"
    r"|secretary|"
    r"attorney|ambassador|delegation|officials|government|homeland|counterpart)"
)


def _who_met(case: _Case) -> list[PartyMention]:
    """Read whom the persons who met represent: "the President of A … met with B's Foreign Minister"."""
    for passage in case.own[:3]:
        words = passage.words
        mentions = [
            m
            for m in case.named(words)
            if _is_state(m)
            and (
                (_HOLDER.search(words, 0, m.start) and has_post(words[max(0, m.start - 60) : m.start]))
                or _HELD_BY.match(words, m.end)
            )
        ]
        if mentions and (unsaid := _unsaid_subject(case, words, mentions)):
            mentions = [unsaid, *mentions]
        if len({m.code for m in mentions}) >= 2:
            return mentions
        named = case.named(words)
        states = [m for m in named if _is_state(m) and not m.is_adjective]
        lone = named and not _is_state(named[0]) and named[0].start < 40 and named[0].code != "UN"
        if lone and states and not re.search(r"\b(?:with|con|a|to|the) $", words[: named[0].start]):
            return [named[0], states[0]]
    return []


_MET_WITH = re.compile(r"\b(?:met|spoke|hosted|welcomed|received|held|se reunió|conversó|recibió|sostuvo)\b")


# Where heads of State and government receive: whose guest one is there.
_SEATS = {
    "White House": "US", "State Department": "US", "Department of State": "US", "Downing Street": "GB", "Casa Blanca": "US",
    "Palacio Nacional": "MX", "Los Pinos": "MX", "Casa de Nariño": "CO", "Planalto": "BR", "La Moneda": "CL", "Élysée": "FR",
    "Casa Rosada": "AR", "Foggy Bottom": "US",
}  # fmt: skip
# "the U.S.-Saudi partnership"
_PAIR = re.compile(
    r"\b([A-Z][\w.]{1,14})[-–]([A-Z][\w.]{2,14}) (?:\w+ )?(?:partnership|relationship|relations|alliance|cooperation|dialogue)"
)


def _unsaid_subject(case: _Case, words: str, mentions: list[PartyMention]) -> PartyMention | None:
    """Find the State of "President Ruiz met with the President of B": the other one that is named most."""
    met = _MET_WITH.search(words)
    if met is None or not has_post(words[: met.start()]) or any(m.start < met.start() for m in mentions):
        return None
    head = case.text.flow(0, min(len(case.text.content), 12_000)).words
    known = {m.code for m in mentions}
    for seat, code in _SEATS.items():
        if seat in words and code not in known:
            return PartyMention(0, 0, party_name(code, case.text.language), code, is_adjective=False)
    pair = _PAIR.search(head)
    for name in pair.groups() if pair else ():
        if (m := next(iter(case.named(name)), None)) and m.code not in known and _is_state(m):
            return m
    others = [m for m in case.named(head) if _is_state(m) and m.code not in known]
    counts = Counter(m.code for m in others).most_common(1)
    if not counts or counts[0][1] < 2:
        return None  # named in passing
    return next(m for m in others if m.code == counts[0][0])


def _joint_subjects(case: _Case) -> list[PartyMention]:
    """Read the parties that act together most often: "A and B …" opening a sentence, "between A and B"."""
    votes: Counter[frozenset[str]] = Counter()
    seen: dict[str, PartyMention] = {}
    for passage in case.passages:
        if passage.is_bullet:
            continue
        words = passage.words
        mentions = case.named(words)
        starts = [match.end() for match in _BETWEEN.finditer(words)]
        opening = re.match(r"(?:[A-ZÁÉ][^,.;]{3,40}, )?(?:\W|the |los |la |el )*", words, re.IGNORECASE)
        for start in [opening.end() if opening else 0, *starts]:
            run = [m for m in _run_from(mentions, words, start) if _is_state(m)]
            if len({m.code for m in run}) >= 2:
                votes[frozenset(m.code for m in run)] += 1
                for mention in run:
                    seen.setdefault(mention.code, mention)
    if not votes:
        return []
    chosen = max(votes, key=lambda codes: votes[codes])
    return [seen[code] for code in seen if code in chosen]


def _most_named(case: _Case) -> list[PartyMention]:
    """Take the two parties (three where the text says so) that a joint document names most."""
    head = " ".join(passage.words for passage in case.passages[:20])
    if not case.own and not _JOINT.search(head):
        return []
    words = case.text.flow(0, min(len(case.text.content), 12_000)).words
    mentions = [m for m in case.named(words) if _is_state(m)]
    counts = Counter(m.code for m in mentions)
    first = " ".join(passage.words for passage in (*case.opening.titles, *case.own[:1]))
    in_head = {m.code for m in case.named(first or head)}
    ranked = [code for code, count in counts.most_common(6) if count >= 2 or code in in_head]
    chosen = [code for code in ranked if counts[code] * 4 >= counts[ranked[0]]]
    limit = 3 if _THREE.search(words) else 2
    if len(chosen) < 2 or (len(chosen) > limit and counts[chosen[limit - 1]] == counts[chosen[limit]]):
        return []  # nobody stands out
    chosen = chosen[:limit]
    by_code = {m.code: m for m in reversed(mentions)}
    return sorted((by_code[code] for code in chosen), key=lambda mention: mention.start)


def _run_from(mentions: list[PartyMention], words: str, start: int) -> list[PartyMention]:
    """Read a list of parties from a place on, as far as only commas, articles and "and" stand between."""
    run: list[PartyMention] = []
    at = start
    for mention in mentions:
        if mention.start < at:
            continue
        if not _IN_A_LIST.fullmatch(words, at, mention.start):
            break
        run.append(mention)
        at = mention.end
        if closing := re.compile(r"\s?\([^)]{1,60}\)").match(words, at):
            at = closing.end()
    return run


def _is_state(mention: PartyMention) -> bool:
    """Say whether it is a State or the European Union, not another body."""
    return len(mention.code) == 2 and mention.code != "UN"


_READERS: tuple[Callable[[_Case], list[PartyMention]], ...] = (
    _committee_and_state,
    _signatories,
    _co_chairs,
    _many_states,
    _who_met,
    _addressee,
    _joint_subjects,
    _most_named,
)
