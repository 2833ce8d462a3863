"""Demand strength by rule: the verb that governs a recommendation says how much it asks.

The five categories are those of UPR Info after Edward R. McMahon, "The Universal Periodic Review: A Work in
Progress" (Friedrich-Ebert-Stiftung, 2012): 1 asks others or for help, 2 continues, 3 considers, 4 acts in
general, 5
acts specifically. Used where no trained model is at hand. Spanish comes here as an English gloss.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tequio.engines.tagging.words import FUNCTION_WORDS, listed, stem

LEAD = 9
"""Words from the beginning in which the governing verb is looked for."""


@dataclass(frozen=True)
class VerbClass:
    """Verbs that put a demand into one category.

    Args:
        category: "1" to "5".
        verbs: as English writes them; matched by stem.
        precision: how often a recommendation so led has this category, estimated by the writers of the list.
    """

    category: str
    verbs: str
    precision: float


# Read from top to bottom: to go on with or to consider an action outweighs the action itself.
VERB_CLASSES = (
    VerbClass("2", "continue maintain pursue persevere keep sustain carry-on remain", 0.93),
    VerbClass(
        "3", "consider examine explore study reflect contemplate analyse analyze envisage review revisit", 0.9
    ),
    VerbClass("1", "seek share request call appeal exchange solicit", 0.7),
    VerbClass(
        "5",
        """
        ratify accede sign abolish repeal enact adopt amend establish create criminalize criminalise prohibit
        withdraw investigate prosecute release submit issue ban declare invite lift incorporate introduce set
        end cease halt close decriminalize allow provide allocate conduct appoint publish develop include
        revoke implement extend define accept impose organize launch eliminate commute remove stop hold
        present grant bring pass build
        """,
        0.75,
    ),
    VerbClass(
        "4",
        """
        strengthen ensure promote protect improve enhance take combat increase intensify address guarantee
        respect accelerate encourage fight prevent support reinforce step make work strive cooperate undertake
        redouble focus pay raise facilitate expedite reduce consolidate give devote commit uphold
        """,
        0.8,
    ),
)

_BY_STEM = {stem(verb): item for item in reversed(VERB_CLASSES) for verb in item.verbs.split()}
_OVERRULING = frozenset("123")


# Verbs of the one who promises or asks; the demand is behind them: "Mexico will", "the Committee urges".
_GOVERNING = frozenset(
    stem(verb)
    for verb in listed(
        """
        will shall should must commit pledge agree undertake decide urge recommend request call invite intend
        """
    )
)
_SUBJECT_LENGTH = 6
_BETWEEN = 9


def demand_start(english: Sequence[str], language: str | None = "en") -> int:
    """Find where the demand begins behind a subject and a governing verb; 0 where it stands at the beginning.

    Args:
        english: English tokens of a passage, or its gloss.
        language: of the passage. A Spanish future ("adoptarán") has no governing verb of its own, so there
            the first verb that asks something behind a subject counts.
    """
    stems = [stem(word) for word in english[: _SUBJECT_LENGTH + _BETWEEN + 2]]
    for at, root in enumerate(stems[: _SUBJECT_LENGTH + 1]):
        if root in _GOVERNING:
            if at == 0 or stems[at + 1 : at + 2] == ["be"]:
                return 0
            for later in range(at + 1, min(at + 1 + _BETWEEN, len(stems))):
                if stems[later] in _BY_STEM:
                    return later
            return 0
        if root in _BY_STEM:
            return at if language == "es" else 0
    return 0


def category_by_rule(english: Sequence[str], shown: Sequence[str]) -> tuple[str, float, str]:
    """Give the demand strength of a passage.

    Args:
        english: its English tokens, or its gloss.
        shown: the passage's own words for them, same length.

    Returns:
        Category, confidence, and the word that decided ("" where none did: then 4, the commonest).
    """
    first: tuple[VerbClass, str] | None = None
    for token, word in zip(english[:LEAD], shown, strict=False):
        item = _BY_STEM.get(stem(token))
        if item is None or token in FUNCTION_WORDS:
            continue
        if item.category in _OVERRULING and (first is None or item.category in "23"):
            return item.category, item.precision, word
        first = first or (item, word)
    if first is None:
        return "4", 0.4, ""
    return first[0].category, first[0].precision, first[1]
