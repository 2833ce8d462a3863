"""A cue found in a sentence, and what the grammar must know of the place where the sentence stands."""

from __future__ import annotations

from dataclasses import dataclass

from tequio.engines.extraction.policy import Cue
from tequio.engines.extraction.subjects import Subject

__all__ = ["STATES_ES", "Context", "Match"]

# Spanish futures that say how something is or what comes of it, not what somebody does.
STATES_ES = frozenset(
    """será serán seremos permitirá permitirán contribuirá contribuirán ayudará ayudarán facilitará facilitarán
    servirá servirán representará significará habrá habrán podrá podrán podremos estará estarán deberá
    deberán incluirá incluirán tendremos requerirá dependerá existirá constará beneficiará beneficiarán
    resultará quedará quedarán hará harán querrá sabrá favorecerá propiciará logrará entrará entrarán
    seguirá seguirán marcará cambiará transformará transformarán implicará supondrá generará mejorará
   """.split()
)


@dataclass(frozen=True, slots=True)
class Match:
    """A cue at its place; the numbers are token indices.

    Args:
        cue: the policy entry.
        complement: what it takes ("V", "NP", "THAT", "SUBJ", "END").
        start: first token of the cue.
        end: one past its last token.
        verb: the verb (or first noun) undertaken.
        subject: of the cue.
    """

    cue: Cue
    complement: str
    start: int
    end: int
    verb: int
    subject: Subject


@dataclass(frozen=True, slots=True)
class Context:
    """What the grammar must know of the place where a sentence stands.

    Args:
        recommends: whether the document addresses a State (concluding observations and the like).
        recommending: whether the paragraph has recommended already.
        earlier: whether the paragraph is telling of an earlier meeting.
        actor_before: whether the sentence before had a subject that can act.
        assigns: whether the section gives a body its task (terms of reference).
        addressing: whether the sentence before opened with the one whom it asks ("Al Congreso, aprobar …").
        itemised: whether the sentences or list items after it say in detail what it announces.
    """

    recommends: bool = False
    recommending: bool = False
    earlier: bool = False
    actor_before: bool = False
    assigns: bool = False
    addressing: bool = False
    itemised: bool = False
