"""Who owes an undertaking and who asks for it, as names where the document gives them."""

from __future__ import annotations

import re

from tequio.engines.extraction.caseless import Caseless
from tequio.engines.extraction.findings import Kind, Meeting, Participant
from tequio.engines.extraction.lead_ins import Governor, upr_states
from tequio.engines.extraction.parties import find_parties
from tequio.engines.extraction.subjects import SubjectSort, sort_of
from tequio.engines.extraction.undertakings import Undertaking
from tequio.text import fold

__all__ = ["People"]

# What is no name of who owes something: prepositions, participles, connectives before an implied subject.
_NAMES_SOMEBODY = Caseless(
    r"(?!(?:by|as|to|and|of|for|with|in|on|at|por|como|para|con|en|que|our|nuestr[oa]s?|its|their|it|it was|se|ello|esto|this|that|there|\w+ing)\b)[^\W\d_]"
)
# Everybody at the meeting, however they are called.
_ALL = Caseless(
    r"(?:we|they|both|all|the (?:two|three) |the (?:leaders|sides|parties|participants|(?:foreign |prime |vice )?ministers|delegations|governments|(?:two |three |both )?(?:countries|states|nations)|presidents|heads of (?:state|government|delegation)|co-chairs)\b(?! of)|our (?:\w+ )?(?:countries|governments|nations)|leaders|ministers|participants|delegations|amb[oa]s|nosotros|"
    r"l[oa]s (?:dos |tres )?(?:jef[ea]s (?:y jef[ea]s )?de (?:estado|gobierno|delegación)|partes|delegaciones|participantes|mandatari[oa]s|president[ea]s|líderes|países|cancilleres|ministr[oa]s|gobiernos|titulares))"
)
# The State under review, however it is addressed.
_STATE = re.compile(
    r"\b(?:State party|States? under review|Estado [Pp]arte|Estado examinado)\b|\A(?:al |el |the |del )?(?:State|Estado|Gobierno|Government|Gobierno del Estado)\Z"
)
_REVIEWS = Caseless(
    r"\b(?:Comit[ée]|Committee|Comisi[óo]n|Commission|Relator[íi]?a?|Rapporteur|Council|Consejo|MESECVI|Mecanismo de Seguimiento|Mechanism|Grupo de Trabajo|Working Group|CEVI|Tribunal|Corte|Court|Oficina|Office|High Commissioner|Alto Comisionado|"
    r"Naciones Unidas|United Nations|ONU|UN)\b"
)
# A pronoun after words of time, a stretch cut before its noun.
_NOBODY = Caseless(
    r"\b(?:we|they|nosotros|de|del|of|the|el|la|los|las|and|y)\Z|\A\w+\Z(?<=the)|\A(?:otr[oa]s?|un[oa]) de\b"
)
# "President A and President B": those whom both represent.
_HEADS = re.compile(
    r"\b(?:Presidents? [A-ZÁÉÍÓÚ][\w’' -]+ and (?:Prime Minister|President|Vice President)|Presidentes [A-ZÁÉÍÓÚ]|[Pp]resident[ea] [\w ]+ y (?:el |la )?[Pp]resident[ea])\b"
)
_HEDGE = re.compile(r"\s+(?:is|are|was|were|has|have|also|both|each|all|se|ha|han|además|también)\Z")
_LEADING = re.compile(
    r"\A(?:(?:el|la|los|las|al|a los|a las|a la|a|the|on|upon|that|que)\s+)+", re.IGNORECASE
)


class People:
    """Names the actors of a document's findings; knows the meeting and the State under review."""

    def __init__(self, meeting: Meeting, participants: tuple[Participant, ...] = ()) -> None:
        self.parties = meeting.parties
        self.represented = {
            fold(p.name).rsplit(maxsplit=1)[-1]: p.party for p in participants if p.party in meeting.parties
        }
        reviewing = tuple(p for p in meeting.parties if _REVIEWS.search(p))
        others = tuple(p for p in meeting.parties if p not in reviewing)
        self.reviewed = others if reviewing and len(others) == 1 else ()
        self.reviewing = reviewing if self.reviewed else ()

    def of(
        self, words: str, item: Undertaking, governor: Governor | None, kind: Kind, language: str
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Name who owes a finding and who asks for it.

        Args:
            words: the sentence or list item.
            item: the finding.
            governor: what governs the list it stands in, or None.
            kind: of the finding.
            language: "en" or "es".

        Returns:
            (actors, by); nobody stands in both.
        """
        if kind is not Kind.RECOMMENDATION:
            owed = item.addressee or item.subject or (governor.subject if governor is not None else "")
            return self._named(owed, language), ()
        obliges = item.cue.endswith((".should", ".debe", ".encouraged", ".necesario"))
        asked = item.addressee or (item.subject if obliges else "")
        if not asked and governor is not None:
            asked = governor.addressee
        actors = self._asked(asked, language)
        if governor is not None and governor.is_upr:
            return actors, upr_states(words)
        by = self._asking("" if obliges else item.subject, language)
        return actors, tuple(name for name in by if name not in actors)

    def _asked(self, words: str, language: str) -> tuple[str, ...]:
        if not words.strip() or _STATE.search(words.strip()):
            return self.reviewed or ((_LEADING.sub("", words.strip()),) if words.strip() else ())
        named = self._named(words, language)
        return named if named != self.parties or not self.reviewed else self.reviewed

    def _asking(self, words: str, language: str) -> tuple[str, ...]:
        """Name who asks: never the State under review, which is the one asked."""
        if self.reviewing:
            return self.reviewing
        return self._named(words, language) if words else ()

    def _named(self, words: str, language: str) -> tuple[str, ...]:
        """Name who is meant: parties named in the words, the meeting's parties behind a pronoun, or the words."""
        words = _HEDGE.sub("", words).strip()
        if self.reviewed and _STATE.search(words):
            return self.reviewed
        found = tuple(dict.fromkeys(m.name for m in find_parties(words, language)))
        if found:
            return found
        if not words or not _NAMES_SOMEBODY.match(words) or _ALL.match(words) or _NOBODY.search(words):
            return self.parties
        family_names = self.represented.keys() & set(fold(words).split())
        if family_names:
            spoken = {self.represented[name] for name in family_names}
            return tuple(party for party in self.parties if party in spoken)
        if _HEADS.search(words):
            return self.parties
        if sort_of(words, language) in (SubjectSort.EVENT, SubjectSort.THING):
            return self.parties  # "the next dialogue is expected to be held": those who hold it owe it
        return (words,) if len(words) < 90 else self.parties
